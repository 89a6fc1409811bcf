using Microsoft.Extensions.Logging;

namespace Roost.Locks;

/// <summary>A lock that this host holds until it disposes of it, or until <see cref="Lost"/>.</summary>
public sealed class LockLease : IAsyncDisposable
{
    private static readonly TimeSpan ReleaseTime = TimeSpan.FromSeconds(5);
    private readonly ILockStore _store;
    private readonly string _name;
    private readonly TimeSpan _lease;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _released = new();
    private readonly ITimer _end;
    private readonly Task _keeping;
    private long _heldFrom;
    private int _isDisposed;

    internal LockLease(ILockStore store, string name, long token, TimeSpan lease, long asked, TimeProvider time, ILogger logger)
    {
        (_store, _name, Token, _lease, _time, _logger, _heldFrom) = (store, name, token, lease, time, logger, asked);
        _end = time.CreateTimer(static state => _ = ((LockLease)state!).LoseAsync(), this, Left(), Timeout.InfiniteTimeSpan);
        _keeping = KeepAsync();
    }

    /// <summary>The fencing token: higher than that of everybody who held the lock before. Hand it to what the lock protects, which refuses a token lower than one that it has seen.</summary>
    public long Token { get; }

    /// <summary>
    /// Cancelled when the lock may be somebody else's: the store could not be reached for as long as the lease, or has given the lock away because this host stood still. Pass it on to
    /// what is done under the lock. A host that stands still hears of it too late; that is what the token is for.
    /// </summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>
    /// Lets go of the lock, at once: inside an operation that is before the operation commits, and whoever comes next may not see what was written. Dispose behind the commit.
    /// If the store cannot be reached the lock is free when the lease is over.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _released.CancelAsync();
        await _keeping;
        await _end.DisposeAsync();
        using var patience = new CancellationTokenSource(ReleaseTime, _time);
        try
        {
            await _store.ReleaseAsync(_name, Token, patience.Token).WaitAsync(patience.Token);
        }
        catch (Exception exception)
        {
            // What was done under the lock is done, and its outcome is not to be taken for this one's.
            Log.NotReleased(_logger, exception, _name);
        }

        _released.Dispose();
    }

    private async Task KeepAsync()
    {
        using var timer = new PeriodicTimer(_lease / 3, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_released.Token) && !_lost.IsCancellationRequested)
            {
                await KeepOnceAsync();
            }
        }
        catch (OperationCanceledException) when (_released.IsCancellationRequested)
        {
            // It is being let go.
        }
    }

    /// <summary>Gives up in time for another attempt within the lease, also on a store that does not heed the token.</summary>
    private async Task KeepOnceAsync()
    {
        var asked = _time.GetTimestamp();
        var left = Left();
        if (left == TimeSpan.Zero)
        {
            // The timer of the end says so.
            return;
        }

        using var patience = new CancellationTokenSource(Shorter(_lease / 3, left), _time);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _released.Token);
        try
        {
            if (await _store.KeepAsync(_name, Token, _lease, attempt.Token).WaitAsync(attempt.Token))
            {
                _heldFrom = asked;
                _end.Change(Left(), Timeout.InfiniteTimeSpan);
                return;
            }
        }
        catch (Exception exception)
        {
            // The store may be back before the lease is over, and until then nobody else can have the lock. What a question throws that is cut off by the release is no news.
            if (!_released.IsCancellationRequested)
            {
                Log.NotKept(_logger, exception, _name);
            }

            return;
        }

        await LoseAsync();
    }

    private TimeSpan Left()
    {
        var left = _lease - _time.GetElapsedTime(_heldFrom);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>What was registered with the token is not ours: if it throws that is written to the log, and neither the timer, which would end the process, nor the store hears of it.</summary>
    private async Task LoseAsync()
    {
        if (!_lost.IsCancellationRequested)
        {
            Log.Lost(_logger, _name, Token);
        }

        try
        {
            await _lost.CancelAsync();
        }
        catch (AggregateException exception)
        {
            Log.LosingFailed(_logger, exception, _name);
        }
    }
}
