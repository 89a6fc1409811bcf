using Roost.Model;
using Roost.Startup;

namespace Roost.Messaging.Sagas.Declaration;

/// <summary>Each version of a saga is declared once, has steps, and the newest has a state of its own.</summary>
internal sealed class SagasCheck(ApplicationModel model) : IStartupCheck
{
    public ValueTask CheckAsync(ICollection<Fault> faults, CancellationToken cancellationToken)
    {
        var sagas = model.Facts<SagaFact>().ToList();
        foreach (var (module, saga) in sagas.Where(saga => saga.Fact.Plan.Stages.Count == 0))
        {
            faults.Add(new("RST090", $"{saga.JobType.Name} has no steps.", $"module {module.Name}", "Add some in its Define: saga.Step(\"…\", s => s.…)."));
        }

        foreach (var twice in sagas.GroupBy(saga => saga.Fact.Kind).Where(versions => versions.Count() > 1))
        {
            faults.Add(new(
                "RST091",
                $"Version {twice.First().Fact.Version} of the saga '{twice.First().Fact.Name}' is declared {twice.Count()} times: {string.Join(" and ", twice.Select(saga => saga.Fact.JobType.Name))}.",
                $"module {twice.First().Module.Name}",
                "Give the newer one another number, or another name: [Saga(\"…\", Version = …)]."));
        }

        foreach (var shared in sagas.GroupBy(saga => saga.Fact.StateType).Where(states => states.Select(saga => saga.Fact.Name).Distinct().Count() > 1))
        {
            faults.Add(new(
                "RST092",
                $"{shared.Key.Name} is the state of several sagas: {string.Join(" and ", shared.Select(saga => saga.Fact.Name).Distinct())}. A saga is started by its state's type, and nobody could tell which.",
                $"module {shared.First().Module.Name}",
                "Give each saga a state of its own."));
        }

        return default;
    }
}
