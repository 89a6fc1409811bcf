namespace Roost.Messaging.Workers;

/// <summary>How much a claim may take of a lane.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Floor">Only jobs behind this place.</param>
/// <param name="Quota">How many.</param>
internal readonly record struct LaneShare(Lane Lane, LanePlace Floor, int Quota);
