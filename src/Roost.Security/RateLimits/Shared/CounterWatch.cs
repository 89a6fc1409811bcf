using Microsoft.Extensions.Logging;
using Roost.Health;

namespace Roost.Security.RateLimits.Shared;

/// <summary>
/// Asks the store, and knows whether it is there. One late answer says little of it, and many new callers at once can bring one about: three in a row say that it is away, any other error says so
/// at once. Then it has a second of rest, and after that one question at a time, so that not all requests go at it together when it is hardly back.
/// </summary>
internal sealed class CounterWatch
{
    private const int LateInARow = 3;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private static readonly RateLimitKey CheckKey = new("check", 0);
    private static readonly RateLimit CheckLimit = new() { Permits = 1, Window = TimeSpan.FromSeconds(1) };
    private readonly Lock _lock = new();
    private readonly IRateLimitCounter _counter;
    private readonly int _hosts;
    private readonly TimeProvider _time;
    private readonly ILogger<CounterWatch> _logger;
    private volatile bool _isAway;
    private bool _isProbing;
    private int _late;
    private long _restsUntil;

    /// <param name="counter">Where hosts count together.</param>
    /// <param name="hosts">How many there are.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where it says that this host counts alone.</param>
    public CounterWatch(IRateLimitCounter counter, int hosts, TimeProvider time, ILogger<CounterWatch> logger)
    {
        (_counter, _hosts, _time, _logger) = (counter, hosts, time, logger);
        if (counter is NoCounter none)
        {
            (_isAway, _restsUntil) = (true, long.MaxValue);
            Log.Alone(logger, none.Cause, hosts);
        }
    }

    /// <summary>Whether this host counts alone.</summary>
    public bool IsAway => _isAway;

    /// <summary>Whether it counts alone and need not try anything else.</summary>
    public bool IsResting => _isAway && _time.GetTimestamp() < Volatile.Read(ref _restsUntil);

    /// <summary>While the store is away: whether the caller is to ask it, and nobody else. Whoever may must.</summary>
    public bool TryProbe()
    {
        lock (_lock)
        {
            return !_isProbing && _time.GetTimestamp() >= _restsUntil && (_isProbing = true);
        }
    }

    /// <summary>Asks the store, as <see cref="IRateLimitCounter.TakeAsync"/> does.</summary>
    /// <exception cref="CounterAwayException">It did not answer, or in error.</exception>
    public async Task<TakenPermits> TakeAsync(RateLimitKey key, RateLimit limit, int wanted, bool isProbe, CancellationToken cancellationToken)
    {
        try
        {
            var taken = await _counter.TakeAsync(key, limit, wanted, cancellationToken);
            Answered(isProbe);
            return taken;
        }
        catch (CounterAwayException exception)
        {
            Missed(exception, isProbe);
            throw;
        }
        finally
        {
            if (isProbe)
            {
                lock (_lock)
                {
                    _isProbing = false;
                }
            }
        }
    }

    /// <summary>Asks the store if it is away and has rested: without requests nobody else would notice that it is back.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (!_isAway || !TryProbe())
        {
            return;
        }

        // Whoever asks for health is answered before the store's patience is up, if that is long.
        await await Task.WhenAny(ProbeAsync(), Task.Delay(IDependencyCheck.TimeLimit / 2, _time, cancellationToken));
    }

    private async Task ProbeAsync()
    {
        try
        {
            await TakeAsync(CheckKey, CheckLimit, 1, isProbe: true, CancellationToken.None);
        }
        catch (CounterAwayException)
        {
            // It still is.
        }
    }

    private void Answered(bool isProbe)
    {
        lock (_lock)
        {
            _late = 0;
            // What was asked before it went says nothing of whether it is back.
            if (!_isAway || !isProbe)
            {
                return;
            }

            _isAway = false;
        }

        Log.Together(_logger);
    }

    private void Missed(CounterAwayException exception, bool isProbe)
    {
        lock (_lock)
        {
            _late = exception.InnerException is TimeoutException ? _late + 1 : LateInARow;
            if (_isAway ? !isProbe : _late < LateInARow)
            {
                return;
            }

            Volatile.Write(ref _restsUntil, _time.GetTimestamp() + (long)(Rest.TotalSeconds * _time.TimestampFrequency));
            if (_isAway)
            {
                return;
            }

            _isAway = true;
        }

        Log.Alone(_logger, exception.Message, _hosts);
    }
}
