using Microsoft.Extensions.Logging;

namespace Roost.Operations;

/// <summary>
/// Cancels an operation's token when its caller's is cancelled, or when its time is up. What the operation's code has registered with the token is its own:
/// if it throws that is written to the log, and neither the caller nor the timer, which would end the process, hears of it; nobody waits for it.
/// </summary>
internal sealed class OperationEnd : IAsyncDisposable
{
    // Nothing to dispose of: it has no timer. Code that does not listen may hold its token for longer than the operation takes.
    private readonly CancellationTokenSource _source = new();
    private readonly ILogger _logger;
    private readonly CancellationTokenRegistration _caller;
    private readonly ITimer? _timer;

    /// <param name="left">How much time there is; <see langword="null"/> if there is no end to it.</param>
    /// <param name="time">Tells when it is up.</param>
    /// <param name="logger">Where failures go.</param>
    /// <param name="caller">The caller's token.</param>
    public OperationEnd(TimeSpan? left, TimeProvider time, ILogger logger, CancellationToken caller)
    {
        _logger = logger;
        _caller = caller.UnsafeRegister(static end => _ = ((OperationEnd)end!).CancelAsync(), this);
        if (left is { } due)
        {
            _timer = time.CreateTimer(static end => _ = ((OperationEnd)end!).CancelAsync(), this, due > TimeSpan.Zero ? due : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    public CancellationToken Token => _source.Token;

    public async ValueTask DisposeAsync()
    {
        await _caller.DisposeAsync();
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
        }
    }

    private async Task CancelAsync()
    {
        try
        {
            await _source.CancelAsync();
        }
        catch (AggregateException exception)
        {
            Log.CancellingFailed(_logger, exception);
        }
    }
}
