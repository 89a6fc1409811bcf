namespace Bench.Queue.Agents;

/// <summary>A job in which nothing is left but the way there.</summary>
/// <param name="Number">Which one.</param>
/// <param name="SentAt">When it was about to be added, in microseconds of the machine's clock; 0 if nobody asks.</param>
internal sealed record Noop(int Number, long SentAt);
