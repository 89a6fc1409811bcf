using System.ComponentModel.DataAnnotations;

namespace Roost.Remoting.Calls;

/// <summary>What operators say of calls to a third party, by the name under which a module declares it. Section <c>Roost:Calls:*name*</c>.</summary>
/// <remarks>What is not set is as the module declares it; <see href="https://github.com/roost-dev/roost/blob/main/docs/calls.md">Calls</see> has what holds where it says nothing.</remarks>
public sealed class CallOptions
{
    /// <summary>The section that has one for each name.</summary>
    public const string Section = "Roost:Calls";

    internal const int MostAttempts = 3;
    internal const int MostCalls = 10_000;
    internal const int MostThroughput = 100_000;
    internal const double MostRetryRatio = 0.1;
    internal static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(10);
    internal static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(10);
    internal static readonly TimeSpan ShortestBreak = TimeSpan.FromMilliseconds(500);
    internal static readonly TimeSpan LongestBreak = TimeSpan.FromHours(1);

    /// <summary>How long a call may take with all its attempts and the waits between them. The deadline of the operation that calls holds as well.</summary>
    /// <value>The default is what the module declares.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan? Timeout { get; set; }

    /// <summary>How long one attempt may take; no longer than <see cref="Timeout"/>.</summary>
    /// <value>The default is what the module declares.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan? AttemptTimeout { get; set; }

    /// <summary>How many attempts a call has that may be repeated without harm: as many as the module declares, or fewer. Others have one.</summary>
    /// <value>The default is what the module declares.</value>
    [Range(1, MostAttempts)]
    public int? Attempts { get; set; }

    /// <summary>How long to wait before the second attempt; twice as long before the third, and half less or more by chance.</summary>
    /// <value>The default is what the module declares.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan? FirstDelay { get; set; }

    /// <summary>How many further attempts there may be for each call, beyond the first ten of the process: 0 for none.</summary>
    /// <value>The default is 0.1.</value>
    [Range(0, MostRetryRatio)]
    public double? RetryRatio { get; set; }

    /// <summary>How many calls may be under way in this process at the same time; those above it are refused at once.</summary>
    /// <value>The default is what the module declares.</value>
    [Range(1, MostCalls)]
    public int? Concurrency { get; set; }

    /// <summary>Which part of the attempts must have failed for the circuit breaker to open.</summary>
    /// <value>The default is what the module declares.</value>
    [Range(0.01, 1)]
    public double? FailureRatio { get; set; }

    /// <summary>How many attempts there must have been.</summary>
    /// <value>The default is what the module declares.</value>
    [Range(2, MostThroughput)]
    public int? MinimumThroughput { get; set; }

    /// <summary>In how long a time.</summary>
    /// <value>The default is what the module declares.</value>
    [Range(typeof(TimeSpan), "00:00:00.500", "01:00:00")]
    public TimeSpan? BreakerWindow { get; set; }

    /// <summary>How long an open circuit breaker lets nothing through before one call tries again.</summary>
    /// <value>The default is what the module declares.</value>
    [Range(typeof(TimeSpan), "00:00:00.500", "01:00:00")]
    public TimeSpan? BreakDuration { get; set; }
}
