using Microsoft.Extensions.Options;
using Roost.Health;
using Roost.Messaging.Steering;
using Roost.Messaging.Streams.Declaration;

namespace Roost.Messaging.Streams.Projecting;

/// <summary>Says that projections do not come after. The host serves requests all the same.</summary>
internal sealed class StreamsHealth(StreamSteering steering, StreamCatalogue catalogue, IOptions<MessagingOptions> options) : IDependencyCheck
{
    public string Name => "streams";

    public bool IsRequired => false;

    public async Task<DependencyState> CheckAsync(CancellationToken cancellationToken)
    {
        if (catalogue.Followers.Count == 0)
        {
            return DependencyState.Up;
        }

        var late = (await steering.ListAsync(cancellationToken)).Where(projection => projection.Lag > options.Value.MaxAge).ToList();
        return late.Count == 0
            ? DependencyState.Up
            : DependencyState.Down(string.Join(" ", late.Select(projection =>
                $"'{projection.Name}' is {projection.Lag:d\\.hh\\:mm\\:ss} behind{(projection.Error is null ? ": does a worker have its module, or is a transaction that appends open for long?" : ", because it fails: roost streams list says why.")}")));
    }
}
