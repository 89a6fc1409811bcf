namespace Roost.Messaging.Steering;

/// <summary>A part of a list of jobs.</summary>
/// <param name="Items">What was found. There may be fewer than were asked for, or none, and more further on.</param>
/// <param name="Next">Where the list goes on; <see langword="null"/> at its end.</param>
public sealed record JobSlice(IReadOnlyList<JobSummary> Items, string? Next);
