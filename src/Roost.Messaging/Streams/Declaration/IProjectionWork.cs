namespace Roost.Messaging.Streams.Declaration;

/// <summary>What is done with events as they come: a module's projection, or the jobs of a subscription.</summary>
internal interface IProjectionWork
{
    Task ProjectAsync(IServiceProvider services, IReadOnlyList<StreamEvent> events, ProjectionRun run, CancellationToken cancellationToken);

    Task ClearAsync(IServiceProvider services, int generation, CancellationToken cancellationToken);
}
