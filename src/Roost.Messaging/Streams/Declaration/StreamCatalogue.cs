using Roost.Model;
using Roost.Topology;

namespace Roost.Messaging.Streams.Declaration;

/// <summary>All streams of this host's database and what follows them, whatever it activates.</summary>
internal sealed class StreamCatalogue
{
    private readonly Dictionary<string, StreamFact> _streams = new(StringComparer.Ordinal);
    private readonly ILookup<string, Follower> _byStream;

    public StreamCatalogue(HostShape shape)
    {
        var streams = shape.StoredFacts<StreamFact>().ToList();
        foreach (var (_, stream) in streams)
        {
            _streams.TryAdd(stream.Name, stream);
        }

        Followers =
        [
            .. shape.StoredFacts<ProjectionFact>().Select(projection => new Follower(
                projection.Fact.Name, StreamsOf(projection.Module, stream => projection.Fact.States.Contains(stream.StateType)), projection.Fact.IsInline, IsSubscription: false,
                IsFromTheBeginning: true, shape.Activates(projection.Module), projection.Fact)),
            .. shape.StoredFacts<StreamSubscriptionFact>().Select(subscription => new Follower(
                subscription.Fact.Kind, StreamsOf(subscription.Module, stream => stream.Has(subscription.Fact.JobType)), IsInline: false, IsSubscription: true,
                subscription.Fact.IsFromTheBeginning, shape.Activates(subscription.Module), subscription.Fact.CreateWork())),
        ];
        _byStream = Followers.SelectMany(follower => follower.Streams.Select(stream => (stream, follower))).ToLookup(pair => pair.stream, pair => pair.follower, StringComparer.Ordinal);

        string[] StreamsOf(ModuleModel module, Func<StreamFact, bool> isMeant) =>
            [.. streams.Where(stream => stream.Module == module && isMeant(stream.Fact)).Select(stream => stream.Fact.Name).Distinct()];
    }

    /// <summary>Projections and subscriptions, by whichever module.</summary>
    public IReadOnlyList<Follower> Followers { get; }

    /// <summary>Those of one kind of stream.</summary>
    public IEnumerable<Follower> Of(string stream) => _byStream[stream];

    /// <summary>Brings a recorded event up to date.</summary>
    public StreamEvent Read(RecordedEvent recorded) => new(recorded, _streams[recorded.Stream].Read(recorded.Type, recorded.Payload));
}

/// <summary>What follows streams: a projection, or a subscription, which is one that makes jobs.</summary>
/// <param name="Name">Its name: <c>module.projection</c>, or the kind of its jobs.</param>
/// <param name="Streams">The names of its streams.</param>
/// <param name="IsInline">Whether it runs in the transaction of the append.</param>
/// <param name="IsSubscription">Whether it makes jobs.</param>
/// <param name="IsFromTheBeginning">Whether it hears of what was there before it.</param>
/// <param name="IsActive">Whether this host activates its module.</param>
/// <param name="Work">What it does.</param>
internal sealed record Follower(string Name, string[] Streams, bool IsInline, bool IsSubscription, bool IsFromTheBeginning, bool IsActive, IProjectionWork Work);
