using Microsoft.Extensions.DependencyInjection;
using Roost.Hosting;

namespace Roost.Messaging.Streams.Declaration;

/// <summary>A projection that a module declares.</summary>
internal abstract class ProjectionFact(string name, ProjectionDeclaration declaration) : INeedsCapability, IProjectionWork
{
    public string Name { get; } = name;

    /// <summary>Of what its streams' events add up to.</summary>
    public IReadOnlyList<Type> States { get; } = declaration.States;

    public bool IsInline { get; } = declaration.IsInline;

    public ICapability CreateCapability() => new MessagingCapability();

    public abstract Task ProjectAsync(IServiceProvider services, IReadOnlyList<StreamEvent> events, ProjectionRun run, CancellationToken cancellationToken);

    public abstract Task ClearAsync(IServiceProvider services, int generation, CancellationToken cancellationToken);
}

internal sealed class ProjectionFact<TProjection>(string name, ProjectionDeclaration declaration) : ProjectionFact(name, declaration)
    where TProjection : class, IProjection
{
    public override Task ProjectAsync(IServiceProvider services, IReadOnlyList<StreamEvent> events, ProjectionRun run, CancellationToken cancellationToken) =>
        services.GetRequiredService<TProjection>().ProjectAsync(events, run, cancellationToken);

    public override Task ClearAsync(IServiceProvider services, int generation, CancellationToken cancellationToken) =>
        services.GetRequiredService<TProjection>().ClearAsync(generation, cancellationToken);
}
