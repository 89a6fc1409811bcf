namespace Roost.Messaging.Workers;

/// <summary>How much a claim may take of a lane.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Floor">Only jobs that have been ready since then or later.</param>
/// <param name="Quota">How many.</param>
internal readonly record struct LaneShare(Lane Lane, DateTime Floor, int Quota);
