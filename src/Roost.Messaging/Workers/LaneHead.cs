namespace Roost.Messaging.Workers;

/// <summary>A lane, and how long its first job has been ready.</summary>
internal readonly record struct LaneHead(Lane Lane, TimeSpan Age);
