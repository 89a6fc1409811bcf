namespace Roost.Remoting.Calls;

/// <summary>
/// A call was not made. It is an <see cref="HttpRequestException"/>, so that code around an HTTP client takes it for what it is: nobody was reached, if
/// <see cref="Attempts"/> is 0.
/// </summary>
public sealed class CallRefusedException : HttpRequestException
{
    internal CallRefusedException(string call, CallRefusal refusal, string message)
        : base(HttpRequestError.ConnectionError, message)
    {
        Call = call;
        Refusal = refusal;
    }

    private CallRefusedException(string call, int attempts, DateTimeOffset? since, DateTimeOffset? retryAt, string message)
        : base(attempts == 0 ? HttpRequestError.ConnectionError : HttpRequestError.Unknown, message)
    {
        Call = call;
        Refusal = CallRefusal.BreakerOpen;
        Attempts = attempts;
        Since = since;
        RetryAt = retryAt;
    }

    /// <summary>The name of the call.</summary>
    public string Call { get; }

    /// <summary>Why it was refused.</summary>
    public CallRefusal Refusal { get; }

    /// <summary>How many attempts were made before. If there were any, the other side may have acted on them.</summary>
    public int Attempts { get; }

    /// <summary>Since when calls are refused, if the circuit breaker is open.</summary>
    public DateTimeOffset? Since { get; }

    /// <summary>When one is tried again, if the circuit breaker is open.</summary>
    public DateTimeOffset? RetryAt { get; }

    internal static CallRefusedException Open(string call, int attempts, DateTimeOffset? since, DateTimeOffset? retryAt) => new(
        call, attempts, since, retryAt, $"Calls to '{call}' have failed too often and are not made{(since is null ? "" : $" since {since:O}")}{(retryAt is null ? "" : $"; one is tried again at {retryAt:O}")}.");

    internal static CallRefusedException Full(string call, int concurrency) =>
        new(call, CallRefusal.Full, $"{concurrency} calls to '{call}' are under way, which is the most that there may be.");

    internal static CallRefusedException NoTimeLeft(string call) =>
        new(call, CallRefusal.NoTimeLeft, $"There is no time left for a call to '{call}': the deadline of the operation has come.");
}
