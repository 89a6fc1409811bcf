namespace Roost.Messaging.Steering;

/// <summary>A projection of streams, or a subscription to them, and how far behind it is.</summary>
/// <param name="Name">Its name: <c>payments.balances</c>, or the kind of a subscription's jobs.</param>
/// <param name="Kind">How it follows.</param>
/// <param name="Streams">The kinds of stream that it follows.</param>
/// <param name="Generation">The generation that is read; 0 if none is complete yet.</param>
/// <param name="Lag">How old the oldest event is that it has not taken in; nothing if there is none.</param>
/// <param name="Building">The generation that is being built beside it, if one is.</param>
/// <param name="BuildingLag">How old the oldest event is that that one has not taken in.</param>
/// <param name="BuiltShare">How much of the events' order that one has gone through, from 0 to 1.</param>
/// <param name="TenantsBehind">How many tenants there are whose events it could not take in, and without whom it goes on.</param>
/// <param name="Error">Why that failed last.</param>
public sealed record ProjectionSummary(
    string Name, ProjectionKind Kind, IReadOnlyList<string> Streams, int Generation, TimeSpan Lag, int? Building, TimeSpan? BuildingLag, double? BuiltShare, int TenantsBehind, string? Error);
