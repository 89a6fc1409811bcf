using System.Runtime.ExceptionServices;

namespace Roost.Remoting.Calls.Pipelines;

/// <summary>How an attempt ended, and what that means. What it threw is a result as well, so that the circuit breaker counts it as what it means.</summary>
internal abstract class CallAttempt(CallVerdict verdict, TimeSpan? retryAfter, ExceptionDispatchInfo? thrown) : IDisposable
{
    public CallVerdict Verdict { get; } = verdict;

    /// <summary>How long the other side asks to wait.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    protected ExceptionDispatchInfo? Thrown { get; } = thrown;

    /// <summary>Lets go of what an attempt has brought that is followed by another.</summary>
    public abstract void Dispose();
}

/// <summary>How an attempt ended that brings a <typeparamref name="T"/>.</summary>
internal sealed class CallAttempt<T> : CallAttempt
{
    private readonly T? _value;

    public CallAttempt(T value, CallVerdict verdict, TimeSpan? retryAfter)
        : base(verdict, retryAfter, thrown: null) => _value = value;

    public CallAttempt(Exception thrown, CallVerdict verdict)
        : base(verdict, retryAfter: null, ExceptionDispatchInfo.Capture(thrown))
    {
    }

    public T Value
    {
        get
        {
            Thrown?.Throw();
            return _value!;
        }
    }

    public override void Dispose() => (_value as IDisposable)?.Dispose();
}
