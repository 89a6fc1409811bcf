using Roost.Messaging.Declaration;
using Roost.Messaging.Events.Declaration;
using Roost.Model;
using Roost.Topology;

namespace Roost.Messaging.Events.Transport;

/// <summary>
/// What a topology with several databases asks for by itself: each event that is published in this host's database and subscribed to in another one goes there, by a
/// transport that has the name of that database.
/// </summary>
internal static class Forwarding
{
    private const short Attempts = 100;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    public static IEnumerable<(ModuleModel Module, ForwardFact Fact)> Of(ApplicationModel model, HostShape shape)
    {
        if (shape.Topology is not { } topology)
        {
            return [];
        }

        return from published in shape.StoredFacts<EventFact>()
               from subscriptions in model.Facts<SubscriptionFact>()
                   .Where(subscription => !subscription.Fact.Forwards && subscription.Fact.JobType == published.Fact.EventType && !shape.Stored.Contains(subscription.Module))
                   .GroupBy(subscription => topology.DatabaseOf(subscription.Module), subscription => subscription.Fact)
               select (published.Module, Create(published.Module, published.Fact.EventType, subscriptions.Key, [.. subscriptions]));
    }

    private static ForwardFact Create(ModuleModel module, Type eventType, string database, IReadOnlyList<SubscriptionFact> subscriptions)
    {
        // The other database may be away for hours; nobody is to replay dead letters because of that.
        var declaration = new JobDeclaration().Attempts(Attempts).RetryAfter(WaitAfter).Timeout(TimeSpan.FromSeconds(30));
        if (subscriptions.Any(subscription => subscription.Limits?.IsInOrder == true))
        {
            declaration.InOrder();
        }

        if (subscriptions.Any(subscription => subscription.IsFromTheBeginning))
        {
            declaration.FromTheBeginning();
        }

        return new($"{module.Name}.forward-{JobNames.Of(eventType)}-to-{database}", eventType, database, declaration);
    }

    private static TimeSpan WaitAfter(int attempt)
    {
        var wait = TimeSpan.FromMilliseconds(500 * Math.Pow(2, Math.Min(attempt, 10)));
        return (wait < LongestWait ? wait : LongestWait) * (0.75 + (0.5 * Random.Shared.NextDouble()));
    }
}
