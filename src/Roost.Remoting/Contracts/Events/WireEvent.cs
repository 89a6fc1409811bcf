using System.Text.Json;
using System.Text.Json.Serialization;
using Roost.Messaging.Events.Transport;

namespace Roost.Remoting.Contracts.Events;

/// <summary>An event on its way to another host, as JSON.</summary>
internal sealed record WireEvent(Guid Id, string Name, Guid? Tenant, string? Key, DateTimeOffset PublishedAt, byte[] Origin, byte[] Payload)
{
    public static WireEvent Of(EventEnvelope envelope) => new(
        envelope.Id, envelope.Name, envelope.Tenant?.Value, envelope.Key, envelope.PublishedAt, envelope.Origin.ToArray(), envelope.Payload.ToArray());

    /// <summary>Reads one; <see langword="null"/> if it lacks what an event has.</summary>
    /// <exception cref="JsonException">It is no JSON of this form.</exception>
    public static WireEvent? Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, WireEventJson.Default.WireEvent) is { Name: not null, Origin: not null, Payload: not null } read && read.Id != default ? read : null;

    public EventEnvelope ToEnvelope() => new(Id, Name, Tenant is { } tenant ? new TenantId(tenant) : null, Key, PublishedAt, Origin, Payload);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WireEvent))]
internal sealed partial class WireEventJson : JsonSerializerContext;
