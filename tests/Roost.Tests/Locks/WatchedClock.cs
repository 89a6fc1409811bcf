using System.Threading.Channels;
using Roost.Testing.Clocks;

namespace Roost.Tests.Locks;

/// <summary>A clock that the test moves, and that says when a timer is not needed any more: each renewal has one to itself, for as long as its answer is waited for.</summary>
internal sealed class WatchedClock : TimeProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly ManualClock _clock = new();
    private readonly Channel<ITimer> _disposed = Channel.CreateUnbounded<ITimer>();

    public override long TimestampFrequency => _clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

    public override long GetTimestamp() => _clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Timer(_clock.CreateTimer(callback, state, dueTime, period), _disposed.Writer);

    public void Advance(TimeSpan by) => _clock.Advance(by);

    /// <summary>Waits until one more timer was disposed of.</summary>
    public Task TimerDisposedAsync() => _disposed.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    private sealed class Timer(ITimer timer, ChannelWriter<ITimer> disposed) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            timer.Dispose();
            disposed.TryWrite(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
