using Microsoft.Extensions.Options;
using Roost.Model;
using Roost.Postgres;
using Roost.Startup;
using Roost.Topology;

namespace Roost.Messaging.Streams.Declaration;

/// <summary>Each stream, event and projection has a name of its own, and each projection and subscription something to follow.</summary>
internal sealed class StreamsCheck(ApplicationModel model, HostShape shape, StreamCatalogue catalogue, IOptions<PostgresOptions> postgres) : IStartupCheck
{
    public ValueTask CheckAsync(ICollection<Fault> faults, CancellationToken cancellationToken)
    {
        var streams = model.Facts<StreamFact>().ToList();
        CheckStreams(faults, streams);
        foreach (var (module, projection) in model.Facts<ProjectionFact>())
        {
            foreach (var state in projection.States.Where(state => !streams.Exists(stream => stream.Module == module && stream.Fact.StateType == state)))
            {
                faults.Add(new(
                    "RST103",
                    $"The projection '{projection.Name}' is of {state.Name}, which is the state of no stream of its module.",
                    $"module {module.Name}",
                    $"Declare the stream in the same module with .Stream<{state.Name}>(\"…\", …). What another module is to make rows of, it hears of by integration events."));
            }

            if (projection.States.Count == 0)
            {
                faults.Add(new("RST103", $"The projection '{projection.Name}' is of no stream.", $"module {module.Name}", "Say of which: projection => projection.Of<…>()."));
            }
        }

        foreach (var (module, subscription) in model.Facts<StreamSubscriptionFact>().Where(subscription => !streams.Exists(stream => stream.Module == subscription.Module && stream.Fact.Has(subscription.Fact.JobType))))
        {
            faults.Add(new(
                "RST104",
                $"'{subscription.Kind}' handles {subscription.JobType.Name}, which is an event of no stream of its module.",
                $"module {module.Name}",
                $"Add .Event<{subscription.JobType.Name}>(\"…\", …) to the stream. What another module is to hear of is an integration event: publish it, and let it say .Handles<…>()."));
        }

        foreach (var twice in catalogue.Followers.GroupBy(follower => follower.Name).Where(followers => followers.Count() > 1))
        {
            faults.Add(new(
                "RST105",
                $"{twice.Count()} projections or subscriptions to streams are named '{twice.Key}'.",
                $"module {twice.Key.Split('.')[0]}",
                "Give each a name of its own; a subscription gets one with .Named(\"on-…\")."));
        }

        CheckWorker(faults);
        return default;
    }

    private static void CheckStreams(ICollection<Fault> faults, List<(ModuleModel Module, StreamFact Fact)> streams)
    {
        foreach (var twice in streams.GroupBy(stream => stream.Fact.Name).Where(streams => streams.Count() > 1)
            .Concat(streams.GroupBy(stream => stream.Fact.StateType.FullName!).Where(streams => streams.Count() > 1 && streams.Select(stream => stream.Fact.Name).Distinct().Count() > 1)))
        {
            faults.Add(new(
                "RST100",
                $"{twice.Count()} streams are declared as '{twice.Key}'.",
                $"module {twice.First().Module.Name}",
                "Give each a name and a type of state of its own."));
        }

        foreach (var (module, stream) in streams)
        {
            foreach (var twice in stream.Twice)
            {
                faults.Add(new(
                    "RST101",
                    $"The stream '{stream.Name}' declares the event {twice} more than once.",
                    $"module {module.Name}",
                    "Declare each type once, under a name that no other event of the stream has, and no old one. An event that takes another's place gets another name."));
            }

            foreach (var lost in stream.Lost)
            {
                faults.Add(new(
                    "RST102",
                    $"The old event '{lost}' of the stream '{stream.Name}' is brought up to date, and does not become an event of the stream.",
                    $"module {module.Name}",
                    "Let .Upcasts<TOld, TNew>(…) end at a type that .Event<TNew>(…) declares, by way of others if need be."));
            }
        }
    }

    private void CheckWorker(ICollection<Fault> faults)
    {
        if (!shape.Is(HostRoles.Worker) || !catalogue.Followers.Any(follower => follower.IsActive))
        {
            return;
        }

        try
        {
            if (string.IsNullOrWhiteSpace(postgres.Value.System))
            {
                faults.Add(new(
                    "RST106",
                    "This host is a worker and follows streams, and there is no connection string for the system role.",
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
