namespace Roost.Messaging.Steering;

/// <summary>How a queue fares.</summary>
public sealed record QueueOverview
{
    /// <summary>Its name.</summary>
    public required string Queue { get; init; }

    /// <summary>Since when it is paused; <see langword="null"/> if it is not.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>How many of its jobs may run at the same time, if that is limited.</summary>
    public int? MaxRunning { get; init; }

    /// <summary>How many may begin in a <see cref="RatePeriod"/>, if that is limited.</summary>
    public int? RateCount { get; init; }

    /// <summary>The time that <see cref="RateCount"/> is for.</summary>
    public TimeSpan? RatePeriod { get; init; }

    /// <summary>How long the oldest of those that wait for a worker has waited.</summary>
    public TimeSpan? OldestReady { get; init; }

    /// <summary>Those that wait for a worker.</summary>
    public JobCount Ready { get; init; }

    /// <summary>Those that a worker has.</summary>
    public JobCount Running { get; init; }

    /// <summary>Those that wait for their time.</summary>
    public JobCount Scheduled { get; init; }

    /// <summary>Those that wait for a limit of their kind.</summary>
    public JobCount Held { get; init; }

    /// <summary>Those that wait for their children.</summary>
    public JobCount Waiting { get; init; }

    /// <summary>Those that were in a process that died.</summary>
    public JobCount Suspect { get; init; }

    /// <summary>Dead letters.</summary>
    public JobCount Dead { get; init; }
}
