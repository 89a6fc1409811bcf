using System.Text.Json;
using Roost.Messaging.Adding;
using Roost.Messaging.Declaration;
using Roost.Messaging.Events.Declaration;
using Roost.Operations;

namespace Roost.Messaging.Events.Publishing;

/// <summary>An event on its way into the outbox.</summary>
internal sealed record NewEvent(Guid Id, string Name, string? Key, byte[] Payload)
{
    public static NewEvent Create<TEvent>(EventFact fact, TEvent happened, string? key, CallContext context, int maxPayloadBytes)
    {
        if (context.Tenant is null && !fact.IsTenantFree)
        {
            throw new InvalidOperationException(
                $"The event {fact.Name} was published by an operation that belongs to no tenant. Publish it in one that has a tenant, or declare the event with .TenantFree().");
        }

        var payload = JsonSerializer.SerializeToUtf8Bytes(happened, JobJson.Options);
        return payload.Length <= maxPayloadBytes
            ? new(Guid.CreateVersion7(), fact.Name, NewJob.Checked(key), payload)
            : throw new ArgumentException(
                $"The event {fact.Name} is {payload.Length:N0} bytes as JSON, and {maxPayloadBytes:N0} is the most ({MessagingOptions.Section}:{nameof(MessagingOptions.MaxPayloadBytes)}). Store the data, and let the event name it.",
                nameof(happened));
    }
}
