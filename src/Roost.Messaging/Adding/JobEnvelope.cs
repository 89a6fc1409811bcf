using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Roost.Operations;

namespace Roost.Messaging.Adding;

/// <summary>What a job remembers of who asked for it; its tenant is a column of its own.</summary>
/// <param name="Kind">What sort of actor it is.</param>
/// <param name="Id">The actor's id.</param>
/// <param name="Roles">The roles it had when it asked.</param>
/// <param name="Correlation">The name under which all that one request caused can be found.</param>
/// <param name="Trace">The span that asked, as in W3C's <c>traceparent</c>.</param>
/// <param name="Event">The event that it is a subscription's job for; the outbox says so.</param>
internal sealed record JobEnvelope(
    [property: JsonPropertyName("k")] PrincipalKind Kind,
    [property: JsonPropertyName("i")] Guid? Id,
    [property: JsonPropertyName("r")] string[]? Roles,
    [property: JsonPropertyName("c")] string Correlation,
    [property: JsonPropertyName("t")] string? Trace,
    [property: JsonPropertyName("e")] EventOrigin? Event = null)
{
    public static byte[] Write(CallContext context)
    {
        var principal = context.Principal;
        var envelope = new JobEnvelope(principal.Kind, principal.Id, principal.Roles is { Length: > 0 } roles ? [.. roles] : null, context.CorrelationId, Activity.Current?.Id);
        return envelope.ToBytes();
    }

    public static JobEnvelope Read(ReadOnlySpan<byte> envelope) => JsonSerializer.Deserialize(envelope, JobEnvelopeJson.Default.JobEnvelope)!;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, JobEnvelopeJson.Default.JobEnvelope);

    public CallContext ToContext(TenantId? tenant, DateTimeOffset deadline) => new(tenant, new Principal(Kind, Id, [.. Roles ?? []]), Correlation, deadline);
}

/// <summary>Which event it was.</summary>
/// <param name="Id">Its id.</param>
/// <param name="PublishedAt">When it was published, by the database's clock.</param>
/// <param name="Key">What it happened to.</param>
internal sealed record EventOrigin(
    [property: JsonPropertyName("i")] Guid Id,
    [property: JsonPropertyName("a")] DateTimeOffset PublishedAt,
    [property: JsonPropertyName("k")] string? Key);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JobEnvelope))]
internal sealed partial class JobEnvelopeJson : JsonSerializerContext;
