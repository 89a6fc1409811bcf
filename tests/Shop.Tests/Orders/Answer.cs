using System.Net;
using System.Text.Json;

namespace Shop.Tests.Orders;

internal sealed record Answer(HttpStatusCode Status, string? Location, JsonElement Body)
{
    /// <summary>What became of the order; the code of the problem where there is none.</summary>
    public string Outcome => (Body.TryGetProperty("lines", out _) ? Body.GetProperty("status") : Body.GetProperty("code")).GetString()!;

    /// <summary>Why it was rejected.</summary>
    public string? Reason => Body.TryGetProperty("reason", out var reason) ? reason.GetString() : null;

    public Guid OrderId => Body.GetProperty("id").GetGuid();
}
