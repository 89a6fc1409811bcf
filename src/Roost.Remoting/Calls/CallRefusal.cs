namespace Roost.Remoting.Calls;

/// <summary>Why a call was not made.</summary>
public enum CallRefusal
{
    /// <summary>The circuit breaker is open: too many attempts have failed.</summary>
    BreakerOpen,

    /// <summary>As many calls are under way as there may be.</summary>
    Full,

    /// <summary>The operation's deadline has come.</summary>
    NoTimeLeft,
}
