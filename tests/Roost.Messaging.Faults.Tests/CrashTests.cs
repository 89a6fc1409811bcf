using Roost.Messaging.Faults.Tests.Scenes;
using Roost.Messaging.Faults.Tests.Stages;
using Roost.Testing.Databases;

namespace Roost.Messaging.Faults.Tests;

/// <summary>Real processes and real signals: whatever is killed, stopped or cut off, nothing is lost, and nothing that commits happens twice.</summary>
public sealed class CrashTests(PostgresServer server)
{
    [Fact]
    public Task Workers_are_killed_at_random_under_load() => PlayAsync(new RandomKills(kills: 3, posts: 900));

    [Fact(Explicit = true)]
    public Task Two_hundred_workers_are_killed_at_random_under_load() => PlayAsync(new RandomKills(kills: 200, posts: 40_000));

    [Fact]
    public Task A_worker_that_is_told_to_stop_gives_back_what_has_not_begun_and_ends_what_has() => PlayAsync(new OrderlyStop());

    [Fact]
    public Task Workers_that_are_woken_for_the_same_jobs_share_them() => PlayAsync(new Crowd(rounds: 8));

    [Fact(Explicit = true)]
    public Task Workers_that_are_woken_for_the_same_jobs_share_them_again_and_again() => PlayAsync(new Crowd(rounds: 25));

    [Fact]
    public Task A_job_that_kills_its_process_is_given_up_after_three_deaths_and_its_neighbours_are_done() => PlayAsync(new Poisoned());

    [Fact]
    public Task Hosts_are_killed_at_random_and_each_fire_time_has_one_job() => PlayAsync(new FireTimes(kills: 2));

    [Fact(Explicit = true)]
    public Task Ten_hosts_are_killed_at_random_and_each_fire_time_has_one_job() => PlayAsync(new FireTimes(kills: 10));

    private async Task PlayAsync(IScene scene) => (await scene.PlayAsync(new Conditions(server))).ShouldBeEmpty();
}
