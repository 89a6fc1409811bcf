namespace Roost.Remoting.Calls.Declaration;

/// <summary>What a module says of a third party that it calls. Operators override it in the section <c>Roost:Calls:{name}</c>; see <see cref="CallOptions"/>.</summary>
public sealed class CallDeclaration
{
    private const int MaxName = 63;

    internal CallSettings Settings { get; private set; } = new();

    /// <summary>How long a call may take with all its attempts and the waits between them: 10 milliseconds to 10 minutes. The operation's own deadline holds as well.</summary>
    /// <value>The default is 30 seconds.</value>
    public CallDeclaration Timeout(TimeSpan timeout)
    {
        Settings = Settings with { Timeout = Within(timeout, CallOptions.ShortestTimeout, CallOptions.LongestTimeout) };
        return this;
    }

    /// <summary>How long one attempt may take: 10 milliseconds to 10 minutes, and no longer than <see cref="Timeout"/>.</summary>
    /// <value>The default is 10 seconds.</value>
    public CallDeclaration AttemptTimeout(TimeSpan timeout)
    {
        Settings = Settings with { AttemptTimeout = Within(timeout, CallOptions.ShortestTimeout, CallOptions.LongestTimeout) };
        return this;
    }

    /// <summary>How many attempts a call has that may be repeated without harm: 1 to 3. Others have one.</summary>
    /// <value>The default is 3.</value>
    public CallDeclaration Attempts(int attempts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(attempts, CallOptions.MostAttempts);
        Settings = Settings with { Attempts = attempts };
        return this;
    }

    /// <summary>How long to wait before the second attempt: 1 millisecond to 1 minute. It is twice as long before the third, and half less or more by chance.</summary>
    /// <value>The default is 100 milliseconds.</value>
    public CallDeclaration FirstDelay(TimeSpan delay)
    {
        Settings = Settings with { FirstDelay = Within(delay, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)) };
        return this;
    }

    /// <summary>How many calls may be under way in this process at the same time: 1 to 10,000. Those above it are refused at once.</summary>
    /// <value>The default is 32.</value>
    public CallDeclaration Concurrency(int calls)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(calls, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(calls, CallOptions.MostCalls);
        Settings = Settings with { Concurrency = calls };
        return this;
    }

    /// <summary>When the circuit breaker opens, and for how long.</summary>
    /// <param name="failureRatio">Which part of the attempts must have failed: above 0 to 1. The default is a half.</param>
    /// <param name="minimumThroughput">How many attempts there must have been: 2 to 100,000. The default is 20.</param>
    /// <param name="window">In how long a time: 500 milliseconds to 1 hour. The default is 30 seconds.</param>
    /// <param name="duration">How long nothing is sent before one call tries again: 500 milliseconds to 1 hour. The default is 15 seconds.</param>
    public CallDeclaration Breaker(double failureRatio = 0.5, int minimumThroughput = 20, TimeSpan? window = null, TimeSpan? duration = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(failureRatio);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(failureRatio, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumThroughput, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minimumThroughput, CallOptions.MostThroughput);
        Settings = Settings with
        {
            FailureRatio = failureRatio,
            MinimumThroughput = minimumThroughput,
            BreakerWindow = Within(window ?? Settings.BreakerWindow, CallOptions.ShortestBreak, CallOptions.LongestBreak),
            BreakDuration = Within(duration ?? Settings.BreakDuration, CallOptions.ShortestBreak, CallOptions.LongestBreak),
        };
        return this;
    }

    /// <summary>
    /// Gives each host and port that is called a circuit breaker of its own, for addresses that others choose. They show in metrics and not in the health
    /// report: that somebody's server is away is theirs to mend.
    /// </summary>
    /// <value>By default there is one circuit breaker for all.</value>
    public CallDeclaration PerTarget()
    {
        Settings = Settings with { IsPerTarget = true };
        return this;
    }

    /// <summary>
    /// Lets an HTTP call end with the head of its answer. The body is then the caller's to read, and to bound. Otherwise the body is read as part of the attempt, up to
    /// <see cref="MaxAnswerBytes"/>, so that its time-out, retries and the circuit breaker hold for it.
    /// </summary>
    public CallDeclaration HeadOnly()
    {
        Settings = Settings with { IsHeadOnly = true };
        return this;
    }

    /// <summary>The largest body of an HTTP answer: 1 byte to 1 GiB. A longer one is a fault of the call, which is not repeated.</summary>
    /// <value>The default is 1 MiB.</value>
    public CallDeclaration MaxAnswerBytes(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, 1024 * 1024 * 1024);
        Settings = Settings with { MaxAnswerBytes = bytes };
        return this;
    }

    internal static string CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name.Length <= MaxName && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? name
            : throw new ArgumentException($"'{name}' is no name here. Use lower-case letters, digits and hyphens, at most {MaxName}.", nameof(name));
    }

    private static TimeSpan Within(TimeSpan time, TimeSpan shortest, TimeSpan longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, shortest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, longest);
        return time;
    }
}
