using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Roost.Remoting.Calls.Declaration;

namespace Roost.Remoting.Calls.Pipelines;

/// <summary>The way that every call to one third party goes: a place, the budget, and then attempts under the circuit breaker, each with its time.</summary>
internal sealed class CallPipeline : IDisposable
{
    private readonly CallSettings _settings;
    private readonly TimeProvider _time;
    private readonly ConcurrencyLimiter _places;
    private readonly RetryBudget _budget;
    private readonly Breaker _breaker;
    private readonly TargetBreakers? _targets;

    public CallPipeline(string name, CallSettings settings, TimeProvider time, ILogger logger)
    {
        Name = name;
        _settings = settings;
        _time = time;
        // Nobody waits for a place: a queue in front of somebody who is slow only makes everybody slow.
        _places = new(new() { PermitLimit = settings.Concurrency, QueueLimit = 0 });
        _budget = new(settings.RetryRatio);
        var retries = new RetryRule(name, settings, _budget, logger);
        _breaker = Create();
        _targets = settings.IsPerTarget ? new(Create, settings.BreakerWindow, time) : null;

        Breaker Create() => new(name, settings, retries, time, logger);
    }

    public string Name { get; }

    public CallSettings Settings => _settings;

    public IEnumerable<Breaker> Breakers => _targets?.All ?? [_breaker];

    /// <summary>How many calls are under way.</summary>
    public int UnderWay => _settings.Concurrency - (int)_places.GetStatistics()!.CurrentAvailablePermits;

    /// <summary>Takes a repetition for somebody who repeats by rules of their own.</summary>
    public bool TryRepeat()
    {
        if (_breaker.State == BreakerState.Open)
        {
            CallDiagnostics.NotRepeated(Name, "breaker");
            return false;
        }

        if (!_budget.TryTake())
        {
            CallDiagnostics.NotRepeated(Name, "budget");
            return false;
        }

        CallDiagnostics.Repeated(Name);
        return true;
    }

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CallRules<T> rules, DateTimeOffset? deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var run = new CallRun(_settings, rules.AttemptTimeout, rules.MayRepeat, deadline, _time) { MayRepeatUnanswered = rules.MayRepeatUnanswered };
        if (run.Left <= TimeSpan.Zero)
        {
            throw Refused(CallRefusedException.NoTimeLeft(Name));
        }

        using var place = _places.AttemptAcquire();
        if (!place.IsAcquired)
        {
            throw Refused(CallRefusedException.Full(Name, _settings.Concurrency));
        }

        var breaker = _targets is null || rules.Target is null ? _breaker : _targets.Of(rules.Target);
        var begun = _time.GetTimestamp();
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(CallRun.Key, run);
        try
        {
            var outcome = await breaker.Pipeline.ExecuteOutcomeAsync(AttemptAsync, context, (call, rules, run));
            CallDiagnostics.Ended(Name, outcome, _time.GetElapsedTime(begun));
            return ValueOf<T>(outcome, breaker, run, cancellationToken);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    public void Dispose() => _places.Dispose();

    private async ValueTask<Outcome<CallAttempt>> AttemptAsync<T>(ResilienceContext context, (Func<CancellationToken, Task<T>> Call, CallRules<T> Rules, CallRun Run) state)
    {
        var (call, rules, run) = state;
        if (++run.Attempts == 1)
        {
            // Traffic is what is sent: calls that an open circuit breaker refuses earn nothing.
            _budget.Deposit();
        }

        CallAttempt attempt;
        try
        {
            var value = await call(context.CancellationToken);
            attempt = new CallAttempt<T>(value, rules.Result(value), rules.RetryAfter(value));
        }
        catch (Exception exception) when (context.CancellationToken.IsCancellationRequested)
        {
            // Whatever a client makes of its cancellation: its time was up, or its caller has gone.
            return Outcome.FromException<CallAttempt>(exception as OperationCanceledException ?? new OperationCanceledException(exception.Message, exception, context.CancellationToken));
        }
        catch (Exception exception)
        {
            attempt = new CallAttempt<T>(exception, rules.Exception(exception));
        }

        CallDiagnostics.Attempted(Name, attempt.Verdict);
        return Outcome.FromResult(attempt);
    }

    private T ValueOf<T>(Outcome<CallAttempt> outcome, Breaker breaker, CallRun run, CancellationToken cancellationToken) => outcome switch
    {
        { Result: CallAttempt<T> attempt } => attempt.Value,
        { Exception: BrokenCircuitException } => throw Refused(CallRefusedException.Open(Name, run.Attempts, breaker.Open?.Since, breaker.Open?.RetryAt)),
        _ when cancellationToken.IsCancellationRequested => throw new OperationCanceledException(cancellationToken),
        { Exception: TimeoutRejectedException timeout } => throw new CallTimedOutException(Name, timeout.Timeout),
        { Exception: { } exception } => throw exception,
        _ => throw new InvalidOperationException("A call has ended without an outcome."),
    };

    private CallRefusedException Refused(CallRefusedException refused)
    {
        CallDiagnostics.Refused(Name, refused.Refusal);
        return refused;
    }
}
