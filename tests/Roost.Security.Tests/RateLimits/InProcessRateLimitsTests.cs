using Roost.Security.RateLimits;

namespace Roost.Security.Tests.RateLimits;

public sealed class InProcessRateLimitsTests
{
    private static readonly RateLimit TwoAMinute = new() { Permits = 2, Window = TimeSpan.FromMinutes(1) };

    private readonly StoppedTime _time = new();

    [Fact]
    public void A_window_begins_with_the_first_request_and_ends_for_good()
    {
        var limits = new InProcessRateLimits(_time);

        Take(limits, 1).ShouldBe(new(true, 1, TimeSpan.FromMinutes(1)));
        Take(limits, 1).IsAllowed.ShouldBeTrue();
        Take(limits, 1).ShouldBe(new(false, 0, TimeSpan.FromMinutes(1)));
        Take(limits, 2).IsAllowed.ShouldBeTrue();
        _time.Advance(TimeSpan.FromMinutes(1));
        Take(limits, 1).IsAllowed.ShouldBeTrue();
    }

    [Fact]
    public void However_many_visitors_come_memory_is_bounded_and_whoever_is_signed_in_keeps_a_window()
    {
        var limits = new InProcessRateLimits(_time);
        for (var caller = 0; caller < InProcessRateLimits.MostForVisitors; caller++)
        {
            Take(limits, caller).IsAllowed.ShouldBeTrue();
        }

        // The next visitors share one window; a principal has one alone.
        Take(limits, -1).IsAllowed.ShouldBeTrue();
        Take(limits, -2).IsAllowed.ShouldBeTrue();
        Take(limits, -3).IsAllowed.ShouldBeFalse();
        Take(limits, -4, isVisitor: false).Remaining.ShouldBe(1);
        limits.Count.ShouldBe(InProcessRateLimits.MostForVisitors + 1);

        // Windows that have ended make room.
        _time.Advance(TimeSpan.FromMinutes(1));
        Take(limits, -3).Remaining.ShouldBe(1);
        limits.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Many_at_once_get_no_more_than_the_limit()
    {
        var limits = new InProcessRateLimits(_time);
        var limit = new RateLimit { Permits = 100, Window = TimeSpan.FromMinutes(1) };

        var decisions = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(
            async () => await limits.CountAsync(new("default", 1), limit, CancellationToken.None), TestContext.Current.CancellationToken)));

        decisions.Count(decision => decision.IsAllowed).ShouldBe(100);
        limits.Count.ShouldBe(1);
    }

    private static RateLimitDecision Take(InProcessRateLimits limits, int caller, bool isVisitor = true)
    {
        var counted = limits.CountAsync(new("default", (UInt128)(Int128)caller, isVisitor), TwoAMinute, CancellationToken.None);
        counted.IsCompleted.ShouldBeTrue();
        return counted.GetAwaiter().GetResult();
    }

    private sealed class StoppedTime : TimeProvider
    {
        private long _timestamp = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _timestamp;

        public void Advance(TimeSpan time) => _timestamp += time.Ticks;
    }
}
