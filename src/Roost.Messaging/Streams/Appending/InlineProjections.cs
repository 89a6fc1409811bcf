using Roost.Messaging.Streams.Declaration;

namespace Roost.Messaging.Streams.Appending;

/// <summary>The projections that run in the transaction of an append, in the scope of its operation.</summary>
internal sealed class InlineProjections(StreamCatalogue catalogue, IServiceProvider services)
{
    /// <summary>Those of a kind of stream, in the order of their names: in it they are locked.</summary>
    public Found Of(string stream) => new([.. catalogue.Of(stream).Where(follower => follower.IsInline && follower.IsActive).OrderBy(follower => follower.Name, StringComparer.Ordinal)], services);

    public sealed class Found(Follower[] projections, IServiceProvider services)
    {
        public string[] Names { get; } = Array.ConvertAll(projections, projection => projection.Name);

        /// <param name="events">What was appended.</param>
        /// <param name="generations">Which generation of each is live; of one that is not complete yet there is none, and a worker brings it these events.</param>
        /// <param name="cancellationToken">The appender's.</param>
        public async Task RunAsync(IReadOnlyList<StreamEvent> events, int[] generations, CancellationToken cancellationToken)
        {
            foreach (var (projection, generation) in projections.Zip(generations).Where(projection => projection.Second > 0))
            {
                await projection.Work.ProjectAsync(services, events, new(projection.Name, generation, IsInline: true), cancellationToken);
            }
        }
    }
}
