using System.Diagnostics;
using Roost.Testing.Clocks;

namespace Shop.Tests.Chaos;

/// <summary>A clock that goes as the real one does, and leaps when it is told to.</summary>
internal sealed class MovingClock : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _moving;

    public MovingClock() => _moving = MoveAsync();

    public ManualClock Time { get; } = new();

    public async Task LeapAsync(TimeSpan by)
    {
        await _turn.WaitAsync();
        try
        {
            Time.Advance(by);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _moving;
        _stop.Dispose();
        _turn.Dispose();
    }

    private async Task MoveAsync()
    {
        using var timer = new PeriodicTimer(Tick);
        var last = Stopwatch.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                var now = Stopwatch.GetTimestamp();
                await LeapAsync(Stopwatch.GetElapsedTime(last, now));
                last = now;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }
}
