namespace Roost.Messaging.Steering;

/// <summary>What became of dead letters that were to be tried again.</summary>
/// <param name="Replayed">How many were.</param>
/// <param name="KeyTaken">How many stay dead, because another job has their unique key meanwhile.</param>
/// <param name="IsMore">Whether there may be more of them: ask again, for those that have died until <paramref name="Until"/>.</param>
/// <param name="Until">By when they had died, by the database's clock; <see langword="null"/> if there was none.</param>
public sealed record ReplayResult(int Replayed, int KeyTaken, bool IsMore, DateTimeOffset? Until);
