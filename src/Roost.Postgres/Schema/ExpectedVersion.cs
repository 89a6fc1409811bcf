namespace Roost.Postgres.Schema;

/// <summary>What a capability expects to find in the database's <c>roost.schema_version</c>.</summary>
/// <param name="Part">The part's name there.</param>
/// <param name="Version">Its version.</param>
/// <param name="Where">Whose it is, for the start-up report.</param>
public sealed record ExpectedVersion(string Part, string Version, string Where);
