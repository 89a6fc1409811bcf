using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Adding;
using Roost.Messaging.Declaration;
using Roost.Messaging.Events.Declaration;
using Roost.Messaging.Jobs;
using Roost.Operations;

namespace Roost.Messaging.Events.Transport;

/// <summary>A subscription of another database: a kind of job that takes an event there, as often as it must.</summary>
internal sealed class ForwardFact(string kind, Type eventType, string target, JobDeclaration declaration) : SubscriptionFact(kind, eventType, declaration)
{
    public string Target { get; } = target;

    internal override bool Forwards => true;

    internal override object Read(ReadOnlySpan<byte> payload, JobEnvelope envelope) =>
        envelope.Event is null ? throw new JsonException("The envelope does not say which event it is.") : new Parcel(payload.ToArray(), envelope);

    internal override async Task<Result> HandleAsync(IServiceProvider services, object job, JobRun run, CancellationToken cancellationToken)
    {
        if (services.GetServices<IEventTransport>().LastOrDefault(transport => transport.Name == Target) is not { } transport)
        {
            return Error.Unavailable("events.no_transport", $"This host has no transport to '{Target}'.");
        }

        var (payload, envelope) = (Parcel)job;
        var origin = envelope.Event!;
        await transport.SendAsync(
            new(origin.Id, EventName, services.GetRequiredService<CallContext>().Tenant, origin.Key, origin.PublishedAt, (envelope with { Event = null }).ToBytes(), payload), cancellationToken);
        return Result.Success;
    }

    private sealed record Parcel(byte[] Payload, JobEnvelope Envelope);
}
