using Microsoft.Extensions.Options;
using Roost.Health;
using Roost.Messaging.Events.Declaration;

namespace Roost.Messaging.Events.Delivery;

/// <summary>Says that events are not handed on. The host serves requests all the same.</summary>
internal sealed class OutboxCheck(OutboxPulse pulse, EventCatalogue catalogue, IOptions<MessagingOptions> options) : IDependencyCheck
{
    public string Name => "events";

    public bool IsRequired => false;

    public Task<DependencyState> CheckAsync(CancellationToken cancellationToken)
    {
        var age = pulse.Age;
        return Task.FromResult(!catalogue.HasEvents || age <= options.Value.MaxAge + (2 * options.Value.PollInterval)
            ? DependencyState.Up
            : DependencyState.Down($"For {age:d\\.hh\\:mm\\:ss} this worker has not come to the end of the outbox. Is the database away, does it refuse, or is more published than is handed on?"));
    }
}
