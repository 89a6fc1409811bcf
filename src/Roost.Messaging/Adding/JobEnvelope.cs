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
internal sealed record JobEnvelope(
    [property: JsonPropertyName("k")] PrincipalKind Kind,
    [property: JsonPropertyName("i")] Guid? Id,
    [property: JsonPropertyName("r")] string[]? Roles,
    [property: JsonPropertyName("c")] string Correlation,
    [property: JsonPropertyName("t")] string? Trace)
{
    public static byte[] Write(CallContext context)
    {
        var principal = context.Principal;
        var envelope = new JobEnvelope(principal.Kind, principal.Id, principal.Roles is { Length: > 0 } roles ? [.. roles] : null, context.CorrelationId, Activity.Current?.Id);
        return JsonSerializer.SerializeToUtf8Bytes(envelope, JobEnvelopeJson.Default.JobEnvelope);
    }

    public static JobEnvelope Read(ReadOnlySpan<byte> envelope) => JsonSerializer.Deserialize(envelope, JobEnvelopeJson.Default.JobEnvelope)!;

    public CallContext ToContext(TenantId? tenant, DateTimeOffset deadline) => new(tenant, new Principal(Kind, Id, [.. Roles ?? []]), Correlation, deadline);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JobEnvelope))]
internal sealed partial class JobEnvelopeJson : JsonSerializerContext;
