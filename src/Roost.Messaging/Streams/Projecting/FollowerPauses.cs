namespace Roost.Messaging.Streams.Projecting;

/// <summary>How long to wait before the next look.</summary>
internal sealed class FollowerPauses(TimeSpan pollInterval)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(20);
    private TimeSpan _short = Shortest;
    private int _failures;

    /// <summary>When nothing is there.</summary>
    public TimeSpan Poll => pollInterval * (0.75 + (0.5 * Random.Shared.NextDouble()));

    /// <summary>It went well.</summary>
    public void Done()
    {
        _short = Shortest;
        _failures = 0;
    }

    /// <summary>When something is there that could not be taken in: by others' transactions, which nobody tells of when they end, or by a failure.</summary>
    public TimeSpan After(StepOutcome outcome)
    {
        if (outcome == StepOutcome.Failed)
        {
            return LateTenants.RetryAfter(++_failures);
        }

        var pause = _short < pollInterval ? _short : pollInterval;
        _short = pause * 2;
        return pause;
    }
}
