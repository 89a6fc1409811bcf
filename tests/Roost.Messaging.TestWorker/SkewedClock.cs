namespace Roost.Messaging.TestWorker;

/// <summary>The clock of a machine that is set wrong: it goes as fast as any other, and says another time.</summary>
internal sealed class SkewedClock(TimeSpan offset) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;
}
