using System.Text.Json.Serialization;
using Roost.Operations;

namespace Roost.Remoting.Contracts.Wire;

/// <summary>The caller's context on its way to another host. The trace travels as the W3C's <c>traceparent</c>, beside it.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Kind">What sort of actor calls.</param>
/// <param name="Id">The actor's id.</param>
/// <param name="Roles">The actor's roles.</param>
/// <param name="Correlation">The name under which all that one request caused can be found.</param>
/// <param name="Left">How many milliseconds are left: clocks of two hosts do not agree, and how long a second lasts they do.</param>
internal sealed record WireContext(
    [property: JsonPropertyName("t")] Guid? Tenant,
    [property: JsonPropertyName("k")] PrincipalKind Kind,
    [property: JsonPropertyName("i")] Guid? Id,
    [property: JsonPropertyName("r")] string[]? Roles,
    [property: JsonPropertyName("c")] string Correlation,
    [property: JsonPropertyName("d")] long? Left)
{
    public static WireContext Of(CallContext context, DateTimeOffset now) => new(
        context.Tenant?.Value, context.Principal.Kind, context.Principal.Id, context.Principal.Roles is { Length: > 0 } roles ? [.. roles] : null, context.CorrelationId,
        context.Deadline is { } deadline ? Math.Max(0, (long)(deadline - now).TotalMilliseconds) : null);

    public CallContext ToContext(DateTimeOffset now) => new(
        Tenant is { } tenant ? new TenantId(tenant) : null, new Principal(Kind, Id, [.. Roles ?? []]), Correlation, Left is { } left ? now.AddMilliseconds(left) : null);
}
