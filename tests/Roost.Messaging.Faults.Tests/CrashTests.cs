using Roost.Messaging.Faults.Tests.Scenes;
using Roost.Messaging.Faults.Tests.Stages;
using Roost.Testing.Databases;

namespace Roost.Messaging.Faults.Tests;

/// <summary>Real processes and real signals: whatever is killed, stopped or cut off, nothing is lost, and nothing that commits happens twice.</summary>
public sealed class CrashTests(PostgresServer server)
{
    [Fact]
    public Task Workers_are_killed_at_random_under_load() => PlayAsync(new RandomKills(kills: 8, posts: 2400));

    [Fact(Explicit = true)]
    public Task Two_hundred_workers_are_killed_at_random_under_load() => PlayAsync(new RandomKills(kills: 200, posts: 40_000));

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
    public Task A_worker_that_is_told_to_stop_gives_back_what_has_not_begun_and_ends_what_has() => PlayAsync(new OrderlyStop());

    [Fact]
    public Task Workers_that_are_woken_for_the_same_jobs_share_them() => PlayAsync(new Crowd());

    [Fact]
    public Task Connections_are_cut_in_a_stream() => PlayAsync(new CutConnections(cuts: 20, posts: 2000));

    [Fact]
    public Task A_connection_breaks_when_the_server_has_done_what_it_was_asked_and_has_not_said_so() => Parallel.ForEachAsync(
        ["roost.job_claim", "roost.job_complete", "roost.job_finish", "roost.job_end_failed", "roost.job_hold", "roost.event_advance", "commit"],
        async (string statement, CancellationToken _) => await PlayAsync(new LostAnswer(statement)));

    [Fact]
    public Task A_job_that_kills_its_process_is_given_up_after_three_deaths_and_its_neighbours_are_done() => PlayAsync(new Poisoned());

    [Fact]
    public Task Hosts_are_killed_at_random_and_each_fire_time_has_one_job() => PlayAsync(new FireTimes(kills: 4));

    [Fact]
    public Task Clocks_that_are_an_hour_off_change_nothing() => PlayAsync(new WrongClock());

    private async Task PlayAsync(IScene scene) => (await scene.PlayAsync(new Conditions(server))).ShouldBeEmpty();
}
