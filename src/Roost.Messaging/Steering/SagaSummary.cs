namespace Roost.Messaging.Steering;

/// <summary>A saga that is under way, or was.</summary>
/// <param name="Id">Its id, which is its job's.</param>
/// <param name="Name">The saga's name, <c>orders.checkout</c>.</param>
/// <param name="Version">The version of its steps.</param>
/// <param name="Key">What it is about.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="State">
/// <c>running</c>, <c>waiting</c> for a signal, <c>undoing</c>, <c>parked</c> until somebody mends what keeps failing, <c>dead</c> if what drives it is a dead letter; when it is over, <c>completed</c> or
/// <c>undone</c>.
/// </param>
/// <param name="Step">The step that it is at.</param>
/// <param name="Error">Why it is undone or parked.</param>
/// <param name="BeganAt">When it was started.</param>
/// <param name="ChangedAt">When it last got further.</param>
public sealed record SagaSummary(Guid Id, string Name, int Version, string Key, Guid Tenant, string State, string? Step, string? Error, DateTimeOffset BeganAt, DateTimeOffset ChangedAt);
