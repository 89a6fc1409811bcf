using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Roost.Remoting.Calls.Declaration;

namespace Roost.Remoting.Calls.Pipelines;

/// <summary>The circuit breaker of a call, or of one of its targets, with the strategies around it. Polly does the work; this remembers since when it is open.</summary>
internal sealed class Breaker
{
    private readonly CircuitBreakerStateProvider _state = new();
    private readonly string _call;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly bool _isOneOfMany;
    private Opening? _opening;

    public Breaker(string call, CallSettings settings, RetryRule retries, TimeProvider time, ILogger logger)
    {
        _call = call;
        _time = time;
        _logger = logger;
        _isOneOfMany = settings.IsPerTarget;
        // From the outside in: attempts, the circuit breaker that counts each of them, and the time that each may take.
        Pipeline = new ResiliencePipelineBuilder<CallAttempt> { TimeProvider = time }
            .AddRetry(retries.ToOptions(() => State == BreakerState.Open))
            .AddCircuitBreaker(new()
            {
                FailureRatio = settings.FailureRatio,
                MinimumThroughput = settings.MinimumThroughput,
                SamplingDuration = settings.BreakerWindow,
                BreakDuration = settings.BreakDuration,
                StateProvider = _state,
                ShouldHandle = arguments => new(BreakerRule.Counts(arguments.Outcome, arguments.Context.Properties.GetValue(CallRun.Key, null!), State)),
                OnOpened = arguments => Opened(arguments.BreakDuration),
                OnHalfOpened = _ => HalfOpened(),
                OnClosed = _ => Closed(),
            })
            .AddTimeout(new Polly.Timeout.TimeoutStrategyOptions
            {
                TimeoutGenerator = static arguments => new(arguments.Context.Properties.GetValue(CallRun.Key, null!).NextTimeout),
            })
            .Build();
    }

    public ResiliencePipeline<CallAttempt> Pipeline { get; }

    public BreakerState State => _state.CircuitState switch
    {
        CircuitState.Open or CircuitState.Isolated => BreakerState.Open,
        CircuitState.HalfOpen => BreakerState.HalfOpen,
        _ => BreakerState.Closed,
    };

    /// <summary>Since when calls are not made, and when one is tried again; <see langword="null"/> if they are made.</summary>
    public (DateTimeOffset Since, DateTimeOffset RetryAt)? Open => Volatile.Read(ref _opening) is { } opening ? (opening.Since, opening.RetryAt) : null;

    private ValueTask Opened(TimeSpan duration)
    {
        var now = _time.GetUtcNow();
        // A look that failed prolongs it.
        Volatile.Write(ref _opening, new(_opening?.Since ?? now, now + duration));
        CallDiagnostics.Opened(_call);
        if (_isOneOfMany)
        {
            // Somebody else's server, under an address that is theirs: neither is the operator's concern.
            Log.TargetOpened(_logger, _call, duration);
        }
        else
        {
            Log.Opened(_logger, _call, duration);
        }

        return default;
    }

    private ValueTask HalfOpened()
    {
        if (!_isOneOfMany)
        {
            Log.HalfOpened(_logger, _call);
        }

        return default;
    }

    private ValueTask Closed()
    {
        Volatile.Write(ref _opening, null);
        if (!_isOneOfMany)
        {
            Log.Closed(_logger, _call);
        }

        return default;
    }

    private sealed record Opening(DateTimeOffset Since, DateTimeOffset RetryAt);
}
