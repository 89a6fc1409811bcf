namespace Roost.Messaging.Steering;

/// <summary>An attempt that failed, or was in a process that died.</summary>
/// <param name="At">When it was written down.</param>
/// <param name="Attempt">Which attempt it was, from 1.</param>
/// <param name="Error">What went wrong, as the exception prints itself.</param>
public sealed record FailedAttempt(DateTimeOffset At, int Attempt, string Error);
