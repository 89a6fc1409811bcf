using System.Threading.Channels;
using Roost.Health;
using Roost.Security.RateLimits;
using Roost.Security.RateLimits.Shared;
using Roost.Testing.Clocks;

namespace Roost.Security.Tests.RateLimits;

/// <summary>What a host makes of the answers of any store, in an order that no real one can be brought to.</summary>
public sealed class CounterWatchTests
{
    private const string Alone = "Requests cannot be counted together with other hosts: It is away. Until they can, this host allows its share of each limit, one in 2";
    private const string Together = "Requests are counted together with other hosts again";
    private static readonly RateLimit Ten = new() { Permits = 10, Window = TimeSpan.FromMinutes(1) };
    private static readonly TakenPermits One = new(1, 9, TimeSpan.FromMinutes(1));
    private readonly ManualClock _clock = new();
    private readonly Lines<CounterWatch> _lines = new();
    private readonly ScriptedCounter _counter = new();
    private readonly CounterWatch _watch;
    private readonly SharedRateLimits _limits;

    public CounterWatchTests()
    {
        _watch = new(_counter, hosts: 2, _clock, _lines);
        _limits = new(_watch, new InProcessRateLimits(_clock), hosts: 2, _clock);
    }

    [Fact]
    public async Task An_answer_to_what_was_asked_before_the_store_went_does_not_end_its_rest()
    {
        var before = CountAsync(1);
        var first = await _counter.AskedAsync();
        var lost = CountAsync(2);
        (await _counter.AskedAsync()).SetException(new CounterAwayException("It is away"));
        (await lost).Remaining.ShouldBe(4);

        first.SetResult(One);
        (await before).Remaining.ShouldBe(9);

        _watch.IsAway.ShouldBeTrue();
        (await CountAsync(3)).Remaining.ShouldBe(4);
        _lines.Rest().ShouldBe([Alone]);
    }

    [Fact]
    public async Task After_the_rest_one_asks_and_the_others_go_on_alone()
    {
        await LoseAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));
        var probe = CountAsync(1);
        var asked = await _counter.AskedAsync();

        (await CountAsync(1)).Remaining.ShouldBe(4);
        (await CountAsync(2)).Remaining.ShouldBe(4);
        asked.SetException(new CounterAwayException("It still is away"));
        (await probe).Remaining.ShouldBe(3);
        (await CountAsync(1)).Remaining.ShouldBe(2);

        _clock.Advance(TimeSpan.FromSeconds(1));
        probe = CountAsync(1);
        (await _counter.AskedAsync()).SetResult(One);
        (await probe).Remaining.ShouldBe(9);
        _watch.IsAway.ShouldBeFalse();
        _lines.Rest().ShouldBe([Alone, Together]);
    }

    [Fact]
    public async Task Without_requests_the_check_asks_again_when_the_rest_is_over()
    {
        var check = new SharedLimitsCheck(_watch);
        await LoseAsync();
        (await check.CheckAsync(CancellationToken.None)).Cause.ShouldNotBeNull();

        _clock.Advance(TimeSpan.FromSeconds(1));
        var asking = check.CheckAsync(CancellationToken.None);
        (await _counter.AskedAsync()).SetResult(One);
        (await asking).ShouldBe(DependencyState.Up);
    }

    [Fact]
    public async Task Late_answers_are_counted_by_the_share_and_three_in_a_row_say_that_the_store_is_away()
    {
        (await LateAsync(1)).Remaining.ShouldBe(4);
        var answered = CountAsync(2);
        (await _counter.AskedAsync()).SetResult(One);
        (await answered).Remaining.ShouldBe(9);

        (await LateAsync(1)).Remaining.ShouldBe(3);
        (await LateAsync(1)).Remaining.ShouldBe(2);
        _watch.IsAway.ShouldBeFalse("Another key's answer came between.");
        (await LateAsync(1)).Remaining.ShouldBe(1);
        _watch.IsAway.ShouldBeTrue();
    }

    [Fact]
    public async Task A_check_is_answered_before_a_patient_question_is_and_hears_of_it_the_next_time()
    {
        var check = new SharedLimitsCheck(_watch);
        await LoseAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));
        var asking = check.CheckAsync(CancellationToken.None);
        var asked = await _counter.AskedAsync();
        _clock.Advance(IDependencyCheck.TimeLimit);
        (await asking).Cause.ShouldNotBeNull();

        asked.SetResult(One);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (_watch.IsAway)
        {
            await again.WaitForNextTickAsync(patience.Token);
        }

        (await check.CheckAsync(CancellationToken.None)).ShouldBe(DependencyState.Up);
    }

    [Fact]
    public async Task Whoever_leaves_waits_no_longer_and_the_others_have_their_answer()
    {
        using var leaving = new CancellationTokenSource();
        var one = _limits.CountAsync(new("default", 1), Ten, leaving.Token).AsTask();
        var other = CountAsync(1);
        var asked = await _counter.AskedAsync();

        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => one);
        asked.SetResult(new(2, 8, TimeSpan.FromMinutes(1)));
        (await other).IsAllowed.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, 5, 60)]
    [InlineData(1, 9, 0)]
    [InlineData(5, 5, -1)]
    public async Task A_store_that_answers_what_cannot_be_is_not_asked_for_ever(int granted, int remaining, int seconds)
    {
        var counted = CountAsync(1);
        (await _counter.AskedAsync()).SetResult(new(granted, remaining, TimeSpan.FromSeconds(seconds)));
        (await _counter.AskedAsync()).SetResult(new(granted, remaining, TimeSpan.FromSeconds(seconds)));

        (await counted).ShouldBe(new(false, 0, TimeSpan.FromSeconds(1)));
    }

    private Task<RateLimitDecision> CountAsync(int caller) => _limits.CountAsync(new("default", (UInt128)caller), Ten, CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(60));

    private async Task<RateLimitDecision> LateAsync(int caller)
    {
        var counted = CountAsync(caller);
        (await _counter.AskedAsync()).SetException(new CounterAwayException("It is late", new TimeoutException()));
        return await counted;
    }

    private async Task LoseAsync()
    {
        var lost = CountAsync(99);
        (await _counter.AskedAsync()).SetException(new CounterAwayException("It is away"));
        await lost;
        _watch.IsAway.ShouldBeTrue();
    }

    /// <summary>A store whose answers the test gives.</summary>
    private sealed class ScriptedCounter : IRateLimitCounter
    {
        private readonly Channel<TaskCompletionSource<TakenPermits>> _asked = Channel.CreateUnbounded<TaskCompletionSource<TakenPermits>>();

        /// <summary>Waits until it is asked.</summary>
        public Task<TaskCompletionSource<TakenPermits>> AskedAsync() => _asked.Reader.ReadAsync(CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(60));

        public Task<TakenPermits> TakeAsync(RateLimitKey key, RateLimit limit, int wanted, CancellationToken cancellationToken)
        {
            var answer = new TaskCompletionSource<TakenPermits>(TaskCreationOptions.RunContinuationsAsynchronously);
            _asked.Writer.TryWrite(answer);
            return answer.Task;
        }

        public Task ClearAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
