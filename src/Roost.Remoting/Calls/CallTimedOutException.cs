namespace Roost.Remoting.Calls;

/// <summary>A call took longer than allowed. It looks as a time-out of <see cref="HttpClient"/> does. What was sent may have been heard, and done.</summary>
public sealed class CallTimedOutException : TaskCanceledException
{
    internal CallTimedOutException(string call, TimeSpan timeout)
        : base($"'{call}' has not answered within {timeout}.", new TimeoutException($"'{call}' has not answered within {timeout}."))
    {
        Call = call;
        Timeout = timeout;
    }

    /// <summary>The name of the call.</summary>
    public string Call { get; }

    /// <summary>How long its last attempt was given.</summary>
    public TimeSpan Timeout { get; }
}
