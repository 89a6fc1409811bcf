namespace Roost.Remoting.Calls;

/// <summary>What the outcomes of a call mean.</summary>
/// <typeparam name="T">What it brings.</typeparam>
public sealed class CallRules<T>
{
    /// <summary>What a result means.</summary>
    /// <value>By default every one is <see cref="CallVerdict.Done"/>.</value>
    public Func<T, CallVerdict> Result { get; init; } = static _ => CallVerdict.Done;

    /// <summary>What an exception means. It reaches the caller whatever is said here.</summary>
    /// <value>By default every one is <see cref="CallVerdict.Failed"/>.</value>
    public Func<Exception, CallVerdict> Exception { get; init; } = static _ => CallVerdict.Failed;

    /// <summary>How long the other side asks to wait before a result is asked for again.</summary>
    /// <value>By default it is not known.</value>
    public Func<T, TimeSpan?> RetryAfter { get; init; } = static _ => null;

    /// <summary>Whether the call may be repeated without harm: it changes nothing, or it has a key by which the other side knows it again.</summary>
    /// <value>The default is <see langword="false"/>: one attempt.</value>
    public bool MayRepeat { get; init; }

    /// <summary>Whether an attempt that has taken too long is repeated as well, of which nobody knows what has become.</summary>
    /// <value>The default is <see langword="true"/>, which says something only where <see cref="MayRepeat"/> is set.</value>
    public bool MayRepeatUnanswered { get; init; } = true;

    /// <summary>How long an attempt may take, where it is not what is declared.</summary>
    public TimeSpan? AttemptTimeout { get; init; }

    /// <summary>Who is called, where each target has a circuit breaker of its own.</summary>
    public string? Target { get; init; }
}
