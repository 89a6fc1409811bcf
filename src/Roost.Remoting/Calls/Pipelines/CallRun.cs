using Polly;
using Roost.Remoting.Calls.Declaration;

namespace Roost.Remoting.Calls.Pipelines;

/// <summary>One call on its way: what its strategies have to know of it.</summary>
internal sealed class CallRun(CallSettings settings, TimeSpan? attemptTimeout, bool mayRepeat, DateTimeOffset? deadline, TimeProvider time)
{
    public static readonly ResiliencePropertyKey<CallRun> Key = new("roost.call");

    // None at all would be no limit to Polly.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly DateTimeOffset _end = EndOf(settings, attemptTimeout ?? settings.AttemptTimeout, deadline, time.GetUtcNow());

    /// <summary>How long an attempt may take if there is time for it.</summary>
    public TimeSpan AttemptTimeout { get; } = attemptTimeout ?? settings.AttemptTimeout;

    /// <summary>How many attempts there may be.</summary>
    public int MaxAttempts { get; } = mayRepeat ? settings.Attempts : 1;

    /// <summary>How many were begun.</summary>
    public bool MayRepeatUnanswered { get; init; } = true;

    public int Attempts { get; set; }

    /// <summary>How long to wait before the next.</summary>
    public TimeSpan NextDelay { get; set; }

    /// <summary>How long the next attempt may take: what is declared, or what is left.</summary>
    public TimeSpan NextTimeout => Left is var left && left >= AttemptTimeout ? AttemptTimeout : left > Shortest ? left : Shortest;

    /// <summary>How much time is left for all of it.</summary>
    public TimeSpan Left => _end - time.GetUtcNow();

    /// <summary>
    /// Whether an attempt that has so much time is worth making, and speaks against the other side if it is not answered: half of what it should have. Callers in a
    /// hurry would otherwise open the circuit breaker for those who are not.
    /// </summary>
    public bool IsFair(TimeSpan timeout) => 2 * timeout >= AttemptTimeout;

    // An attempt that is given more time than the whole call is the whole call.
    private static DateTimeOffset EndOf(CallSettings settings, TimeSpan attemptTimeout, DateTimeOffset? deadline, DateTimeOffset now)
    {
        var end = now + (settings.Timeout > attemptTimeout ? settings.Timeout : attemptTimeout);
        return deadline < end ? deadline.Value : end;
    }
}
