using System.Text.Json;
using Roost.Messaging.Adding;
using Roost.Messaging.Declaration;
using Roost.Messaging.Jobs;

namespace Roost.Messaging.Events.Declaration;

/// <summary>What a subscription's job holds: the event, and which it was.</summary>
internal sealed record EventDelivery<TEvent>(TEvent Event, EventOrigin Origin)
    where TEvent : notnull
{
    public static EventDelivery<TEvent> Read(ReadOnlySpan<byte> payload, JobEnvelope envelope) => new(
        JsonSerializer.Deserialize<TEvent>(payload, JobJson.Options) ?? throw new JsonException($"A {typeof(TEvent).Name} is not null."),
        envelope.Event ?? throw new JsonException("The envelope does not say which event it is."));

    public EventRun RunOf(JobRun run) => new(run.Id, Origin.Id, Origin.PublishedAt, Origin.Key, run.Attempt, run.MaxAttempts);
}
