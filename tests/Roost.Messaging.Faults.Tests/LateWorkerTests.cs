using Roost.Messaging.Faults.Tests.Scenes;
using Roost.Messaging.Faults.Tests.Stages;
using Roost.Testing.Databases;

namespace Roost.Messaging.Faults.Tests;

/// <summary>A worker is stopped (SIGSTOP), and goes on when others have taken it for dead: what it says then counts for nothing. Nobody's own clock counts either.</summary>
public sealed class LateWorkerTests(PostgresServer server)
{
    [Fact]
    public Task A_worker_that_was_stopped_for_longer_than_its_lease_completes_nothing_afterwards() => PlayAsync(new LongPause());

    [Fact]
    public Task Whatever_a_stopped_worker_says_of_a_job_that_others_have_is_refused() => Parallel.ForEachAsync(
        [LateMessage.Complete, LateMessage.Finish, LateMessage.Fail, LateMessage.Hold],
        async (LateMessage late, CancellationToken _) => await PlayAsync(late));

    [Fact]
    public Task A_claim_of_a_worker_that_was_taken_for_dead_takes_nothing() => PlayAsync(new LateClaim());

    [Fact(Explicit = true)]
    public Task Workers_are_stopped_for_about_as_long_as_they_may_be_silent() => PlayAsync(new ShortPauses(times: 12));

    [Fact]
    public Task Clocks_that_are_an_hour_off_change_nothing() => PlayAsync(new WrongClock());

    private async Task PlayAsync(IScene scene) => (await scene.PlayAsync(new Conditions(server))).ShouldBeEmpty();
}
