namespace Bench.Queue.Phases;

/// <summary>How many jobs a worker had begun at a moment.</summary>
/// <param name="At">The moment, in microseconds of the machine's clock.</param>
/// <param name="Count">How many.</param>
internal sealed record Sample(long At, long Count);
