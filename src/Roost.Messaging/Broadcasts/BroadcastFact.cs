using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Roost.Hosting;
using Roost.Messaging.Declaration;

namespace Roost.Messaging.Broadcasts;

/// <summary>A broadcast that a module hears.</summary>
internal abstract record BroadcastFact(Type BroadcastType) : INeedsCapability
{
    public string Name => BroadcastType.FullName!;

    public ICapability CreateCapability() => new MessagingCapability();

    /// <exception cref="JsonException">It cannot be read.</exception>
    public abstract Task HandleAsync(IServiceProvider services, JsonElement body, CancellationToken cancellationToken);
}

internal sealed record BroadcastFact<TBroadcast, THandler>() : BroadcastFact(typeof(TBroadcast))
    where TBroadcast : notnull
    where THandler : class, IBroadcastHandler<TBroadcast>
{
    public override Task HandleAsync(IServiceProvider services, JsonElement body, CancellationToken cancellationToken) => services.GetRequiredService<THandler>().HandleAsync(
        body.Deserialize<TBroadcast>(JobJson.Options) ?? throw new JsonException($"A {typeof(TBroadcast).Name} is not null."), cancellationToken);
}
