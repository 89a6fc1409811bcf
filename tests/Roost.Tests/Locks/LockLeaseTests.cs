using Microsoft.Extensions.Logging.Abstractions;
using Roost.Locks;

namespace Roost.Tests.Locks;

/// <summary>What a lease does between being taken and being let go, by a clock that the tests move. It is renewed every ten seconds, and over after thirty.</summary>
public sealed class LockLeaseTests
{
    private const long Token = 7;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Third = Length / 3;
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly WatchedClock _clock = new();
    private readonly ScriptedStore _store = new();

    [Fact]
    public async Task It_is_renewed_every_third_of_its_length_and_held_for_many_of_them()
    {
        var lease = Take();

        for (var third = 0; third < 12; third++)
        {
            await AnswerNextAsync(question => question.Answer(true));
        }

        lease.Lost.IsCancellationRequested.ShouldBeFalse();
        await ReleaseAsync(lease);
    }

    [Fact]
    public async Task While_the_store_is_away_it_is_held_until_it_is_over_and_no_longer()
    {
        var lease = Take();
        await AnswerNextAsync(question => question.Fail());
        await AnswerNextAsync(question => question.Fail());

        _clock.Advance(Third - Instant);
        lease.Lost.IsCancellationRequested.ShouldBeFalse();
        _clock.Advance(Instant);

        await LostAsync(lease);
        await ReleaseAsync(lease);
    }

    [Fact]
    public async Task Renewed_by_a_store_that_is_back_in_time_it_is_held_for_its_whole_length_from_then_on()
    {
        var lease = Take();
        await AnswerNextAsync(question => question.Fail());
        await AnswerNextAsync(question => question.Answer(true));
        await AnswerNextAsync(question => question.Fail());
        await AnswerNextAsync(question => question.Fail());

        _clock.Advance(Third - Instant);
        lease.Lost.IsCancellationRequested.ShouldBeFalse();
        _clock.Advance(Instant);

        await LostAsync(lease);
        await ReleaseAsync(lease);
    }

    [Fact]
    public async Task A_store_that_says_no_loses_it_at_once_and_is_not_asked_again()
    {
        var lease = Take();

        await AnswerNextAsync(question => question.Answer(false));
        await LostAsync(lease);
        _clock.Advance(Length);

        await ReleaseAsync(lease);
        _store.HasUnseenKeep.ShouldBeFalse();
    }

    [Fact]
    public async Task A_renewal_that_hangs_is_given_up_and_tried_again_while_it_lasts()
    {
        var lease = Take();
        _clock.Advance(Third);
        var hanging = await _store.KeepAskedAsync();
        hanging.IsGivenUp.ShouldBeFalse();

        await AnswerNextAsync(question => question.Answer(true));
        hanging.IsGivenUp.ShouldBeTrue();
        // One was the hanging one's.
        await _clock.TimerDisposedAsync();
        await AnswerNextAsync(question => question.Answer(true));

        lease.Lost.IsCancellationRequested.ShouldBeFalse();
        await ReleaseAsync(lease);
    }

    [Fact]
    public async Task A_renewal_is_not_waited_for_when_the_lease_is_over()
    {
        var asked = _clock.GetTimestamp();
        // It took that long to take it.
        _clock.Advance(Third * 1.5);
        var lease = Take(asked);
        _clock.Advance(Third);
        var hanging = await _store.KeepAskedAsync();

        _clock.Advance((Third / 2) - Instant);
        hanging.IsGivenUp.ShouldBeFalse();
        _clock.Advance(Instant);

        hanging.IsGivenUp.ShouldBeTrue();
        await LostAsync(lease);
        await ReleaseAsync(lease);
    }

    [Fact]
    public async Task Disposed_of_during_a_renewal_it_is_released_and_not_lost()
    {
        var lease = Take();
        _clock.Advance(Third);
        var hanging = await _store.KeepAskedAsync();

        await ReleaseAsync(lease);

        hanging.IsGivenUp.ShouldBeTrue();
        lease.Lost.IsCancellationRequested.ShouldBeFalse();
        _clock.Advance(Length);
        lease.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task A_release_that_fails_is_no_failure_of_what_was_done_under_the_lock()
    {
        var disposing = Take().DisposeAsync().AsTask();

        (await _store.ReleaseAskedAsync()).Fail();

        await disposing.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_release_that_hangs_is_given_up()
    {
        var disposing = Take().DisposeAsync().AsTask();
        var hanging = await _store.ReleaseAskedAsync();
        disposing.IsCompleted.ShouldBeFalse();

        _clock.Advance(TimeSpan.FromSeconds(5));

        await disposing.WaitAsync(Patience);
        hanging.IsGivenUp.ShouldBeTrue();
    }

    [Fact]
    public async Task Disposed_of_twice_it_is_released_once()
    {
        var lease = Take();
        await ReleaseAsync(lease);

        // Would wait for an answer that nobody gives.
        await lease.DisposeAsync().AsTask().WaitAsync(Patience);
    }

    private LockLease Take(long? asked = null) => new(_store, "gate", Token, Length, asked ?? _clock.GetTimestamp(), _clock, NullLogger.Instance);

    private async Task AnswerNextAsync(Action<ScriptedStore.Question> answer)
    {
        _clock.Advance(Third);
        var question = await _store.KeepAskedAsync();
        question.Token.ShouldBe(Token);
        answer(question);
        // The answer has been read, and what follows from it was done.
        await _clock.TimerDisposedAsync();
    }

    private async Task ReleaseAsync(LockLease lease)
    {
        var disposing = lease.DisposeAsync().AsTask();
        var question = await _store.ReleaseAskedAsync();
        question.Token.ShouldBe(Token);
        question.Answer(true);
        await disposing.WaitAsync(Patience);
    }

    private static async Task LostAsync(LockLease lease)
    {
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lease.Lost.Register(lost.SetResult);
        await lost.Task.WaitAsync(Patience);
    }
}
