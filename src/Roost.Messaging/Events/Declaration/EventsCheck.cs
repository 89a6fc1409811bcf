using Microsoft.Extensions.Options;
using Roost.Messaging.Declaration;
using Roost.Messaging.Events.Transport;
using Roost.Model;
using Roost.Postgres;
using Roost.Startup;
using Roost.Topology;

namespace Roost.Messaging.Events.Declaration;

/// <summary>Each event has one name and one publisher, and each subscription an event.</summary>
internal sealed class EventsCheck(ApplicationModel model, HostShape shape, EventCatalogue catalogue, JobCatalogue jobs, IEnumerable<IEventTransport> transports, IOptions<PostgresOptions> postgres) : IStartupCheck
{
    public ValueTask CheckAsync(ICollection<Fault> faults, CancellationToken cancellationToken)
    {
        var published = model.Facts<EventFact>().ToList();
        var subscriptions = model.Facts<SubscriptionFact>().ToList();
        foreach (var (module, subscription) in subscriptions.Where(subscription => published.TrueForAll(publication => publication.Fact.EventType != subscription.Fact.JobType)))
        {
            faults.Add(new(
                "RST070",
                $"'{subscription.Kind}' handles {subscription.JobType.Name}, which no module of this image publishes.",
                $"module {module.Name}",
                $"Add .Publishes<{subscription.JobType.Name}>() to the module whose event it is, or that module to the image in Program.cs."));
        }

        foreach (var twice in published.GroupBy(publication => publication.Fact.EventType).Where(publications => publications.Count() > 1))
        {
            faults.Add(new(
                "RST071",
                $"{twice.Key.Name} is published {twice.Count()} times, by {string.Join(", ", twice.Select(publication => publication.Module.Name).Distinct())}.",
                $"module {twice.First().Module.Name}",
                "Declare it once, in the module whose event it is."));
        }

        CheckNames(faults, published.Select(publication => (publication.Module, publication.Fact.EventType)).Concat(subscriptions.Select(subscription => (subscription.Module, subscription.Fact.JobType))));
        foreach (var twice in subscriptions.GroupBy(subscription => subscription.Fact.Kind).Where(subscriptions => subscriptions.Count() > 1))
        {
            faults.Add(new(
                "RST074",
                $"{twice.Count()} subscriptions are named '{twice.Key}'.",
                $"module {twice.First().Module.Name}",
                "Give each a name of its own with .Named(\"on-…\"); what one handler can do needs one subscription."));
        }

        CheckTransports(faults);
        CheckWorker(faults);
        return default;
    }

    private static void CheckNames(ICollection<Fault> faults, IEnumerable<(ModuleModel Module, Type Type)> uses)
    {
        var types = uses.DistinctBy(use => use.Type).ToLookup(use => EventFact.NameOf(use.Type));
        foreach (var (module, type) in types[null])
        {
            faults.Add(new(
                "RST073",
                $"{type.Name} is published or handled, and has no name on the wire.",
                $"module {module.Name}",
                $"Put [IntegrationEvent(\"{module.Name}.{JobNames.Of(type)}\")] above it, in the contracts assembly of the module that publishes it."));
        }

        foreach (var twice in types.Where(types => types.Key is not null && types.Count() > 1))
        {
            faults.Add(new(
                "RST072",
                $"{twice.Count()} events are named '{twice.Key}' on the wire: {string.Join(" and ", twice.Select(use => use.Type.FullName))}.",
                $"module {twice.First().Module.Name}",
                "Give each a name of its own in [IntegrationEvent(\"…\")]."));
        }
    }

    private void CheckTransports(ICollection<Fault> faults)
    {
        foreach (var (module, forward) in shape.StoredFacts<ForwardFact>().Concat(Forwarding.Of(model, shape)))
        {
            if (shape.Is(HostRoles.Worker) && shape.Activates(module) && !transports.Any(transport => transport.Name == forward.Target))
            {
                faults.Add(new(
                    "RST077",
                    $"'{forward.Kind}' takes events to '{forward.Target}', and this host has no transport of that name.",
                    $"module {module.Name}",
                    $"Register a singleton {nameof(IEventTransport)} whose {nameof(IEventTransport.Name)} is '{forward.Target}'."));
            }
        }
    }

    private void CheckWorker(ICollection<Fault> faults)
    {
        // One that works on queues as well has been told so already.
        if (!shape.Is(HostRoles.Worker) || !catalogue.HasEvents || jobs.Queues.Count > 0)
        {
            return;
        }

        try
        {
            if (string.IsNullOrWhiteSpace(postgres.Value.System))
            {
                faults.Add(new(
                    "RST075",
                    "This host is a worker and hands events on to their subscriptions, and there is no connection string for the system role.",
                    $"{PostgresOptions.Section}:{nameof(PostgresOptions.System)}",
                    $"Set it to the system role's connection string, which ./roost up does by itself; or leave 'worker' out of {RoostHostOptions.Section}:{nameof(RoostHostOptions.Roles)}."));
            }
        }
        catch (OptionsValidationException)
        {
            // Reported by the options' own check.
        }
    }
}
