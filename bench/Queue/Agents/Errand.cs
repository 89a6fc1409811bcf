namespace Bench.Queue.Agents;

/// <summary>A job that waits for something else.</summary>
/// <param name="SentAt">When it was sent, in microseconds of the machine's clock; 0 if that does not count.</param>
internal sealed record Errand(long SentAt);
