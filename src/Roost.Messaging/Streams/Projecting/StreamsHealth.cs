using Microsoft.Extensions.Options;
using Roost.Health;
using Roost.Messaging.Steering;

namespace Roost.Messaging.Streams.Projecting;

/// <summary>Says that projections do not come after. The host serves requests all the same.</summary>
internal sealed class StreamsHealth(FollowerLags lags, IOptions<MessagingOptions> options) : IDependencyCheck
{
    public string Name => "streams";

    public bool IsRequired => false;

    public Task<DependencyState> CheckAsync(CancellationToken cancellationToken)
    {
        var late = lags.Last.Where(projection => projection.Lag > options.Value.MaxAge).Select(Tell).ToList();
        return Task.FromResult(late.Count == 0 ? DependencyState.Up : DependencyState.Down(string.Join(" ", late)));
    }

    private static string Tell(ProjectionSummary late) =>
        $"'{late.Name}' is {late.Lag:d\\.hh\\:mm\\:ss} behind{(late.Error is null ? ": does a worker have its module, or is a transaction that appends open for long?" : ", because it fails: './roost streams list' says why.")}";
}
