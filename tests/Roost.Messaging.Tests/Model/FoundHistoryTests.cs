using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Model;

/// <summary>Short histories in which the queue once did what it should not.</summary>
public sealed class FoundHistoryTests(PostgresServer server)
{
    private const int Ordered = 3;
    private const int Narrow = 5;
    private static readonly Pointer Mine = new(0, IsAny: false, Truth.Right);

    [Fact]
    public Task A_replayed_job_leaves_its_unique_key_taken_for_as_long_as_was_said()
    {
        var once = new AddJobs(0, [Asked.Plain with { Unique = 1, Window = 2 }]);
        return PlayAsync(once, new ClaimJobs(0, 0, Lanes: -1, Quota: 1), new Fail(Mine, null), new Replay(0), new ClaimJobs(0, 0, Lanes: -1, Quota: 1), new Complete(Mine), once);
    }

    [Fact]
    public Task Jobs_that_go_in_order_keep_it_when_their_kind_gets_another_priority()
    {
        var ordered = new AddJobs(0, [Asked.Plain with { Kind = Ordered }]);
        return PlayAsync(ordered, new Declare(Ordered, Variant: 1), ordered, new Admit(IsThorough: true));
    }

    [Fact]
    public Task A_limit_that_is_declared_once_more_as_it_was_changes_no_job() =>
        PlayAsync(new Declare(Ordered, Variant: 0), new AddJobs(0, [Asked.Plain with { Kind = Ordered, Waits = true }]), new Declare(Ordered, Variant: 0));

    [Fact]
    public Task A_dead_letter_from_before_a_limit_is_held_by_it_when_it_is_replayed() => PlayAsync(
        new Declare(Narrow, Variant: 0), new AddJobs(0, [Asked.Plain with { Kind = Narrow }]), new ClaimJobs(0, 0, Lanes: -1, Quota: 1), new Fail(Mine, null), new Declare(Narrow, Variant: 3),
        new Replay(0), new Admit(IsThorough: true));

    private async Task PlayAsync(params Step[] steps)
    {
        await using var host = await EmptyQueue.StartAsync(server);
        using var queue = await RealQueue.ConnectAsync(host.Database);

        new Play(queue).Run(new(steps));
    }
}
