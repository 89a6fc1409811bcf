using Roost.Model;
using Roost.Startup;

namespace Roost.Messaging.DomainEvents;

/// <summary>A domain event stays in its module.</summary>
internal sealed class DomainEventsCheck(ApplicationModel model) : IStartupCheck
{
    public ValueTask CheckAsync(ICollection<Fault> faults, CancellationToken cancellationToken)
    {
        foreach (var shared in model.Facts<DomainHandlerFact>().GroupBy(handler => handler.Fact.EventType))
        {
            var modules = shared.Select(handler => handler.Module.Name).Distinct().ToList();
            if (modules.Count > 1)
            {
                faults.Add(new(
                    "RST076",
                    $"The domain event {shared.Key.Name} is handled by {string.Join(" and by ", modules)}, in one transaction.",
                    $"module {modules[0]}",
                    "A domain event stays in its module. What others are to hear of is an [IntegrationEvent]: publish it, and let them handle it with .Handles<…>()."));
            }
        }

        return default;
    }
}
