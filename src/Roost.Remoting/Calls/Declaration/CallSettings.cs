namespace Roost.Remoting.Calls.Declaration;

/// <summary>How patient calls to one third party are.</summary>
internal sealed record CallSettings
{
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public int Attempts { get; init; } = CallOptions.MostAttempts;

    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    public double RetryRatio { get; init; } = CallOptions.MostRetryRatio;

    public int Concurrency { get; init; } = 32;

    public double FailureRatio { get; init; } = 0.5;

    public int MinimumThroughput { get; init; } = 20;

    public TimeSpan BreakerWindow { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(15);

    public bool IsPerTarget { get; init; }

    public bool IsHeadOnly { get; init; }

    public int MaxAnswerBytes { get; init; } = 1024 * 1024;

    /// <summary>What holds where operators say otherwise.</summary>
    public CallSettings With(CallOptions options) => this with
    {
        Timeout = options.Timeout ?? Timeout,
        AttemptTimeout = options.AttemptTimeout ?? AttemptTimeout,
        // More would send again what the module has thought of as sent once.
        Attempts = Math.Min(options.Attempts ?? Attempts, Attempts),
        FirstDelay = options.FirstDelay ?? FirstDelay,
        RetryRatio = options.RetryRatio ?? RetryRatio,
        Concurrency = options.Concurrency ?? Concurrency,
        FailureRatio = options.FailureRatio ?? FailureRatio,
        MinimumThroughput = options.MinimumThroughput ?? MinimumThroughput,
        BreakerWindow = options.BreakerWindow ?? BreakerWindow,
        BreakDuration = options.BreakDuration ?? BreakDuration,
    };
}
