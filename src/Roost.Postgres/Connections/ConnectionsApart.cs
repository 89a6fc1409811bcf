namespace Roost.Postgres.Connections;

/// <summary>Connections that this host may open beside its pools. Registered as a singleton by what opens them, so that the check at start knows of them.</summary>
/// <param name="Purpose">What they are for, as in "2 for locks".</param>
/// <param name="Count">How many at most.</param>
public sealed record ConnectionsApart(string Purpose, int Count);
