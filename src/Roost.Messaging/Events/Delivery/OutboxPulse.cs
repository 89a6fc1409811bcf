using System.Diagnostics;

namespace Roost.Messaging.Events.Delivery;

/// <summary>When this host last saw the outbox empty.</summary>
internal sealed class OutboxPulse
{
    private long _drained = Stopwatch.GetTimestamp();

    /// <summary>How long ago that was.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(Volatile.Read(ref _drained));

    /// <summary>It is at this moment.</summary>
    public void Drained() => Volatile.Write(ref _drained, Stopwatch.GetTimestamp());
}
