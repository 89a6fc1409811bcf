using Microsoft.Extensions.DependencyInjection;
using Roost.Health;
using Roost.Messaging.Jobs;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Workers;

public sealed class QueueCheckTests(PostgresServer server)
{
    [Fact]
    public async Task A_kind_that_no_worker_knows_waits_and_shows_in_health()
    {
        await using var host = await ChoresHost.StartAsync(server, ("Roost:Messaging:MaxAge", "00:01:00"));
        var health = HealthOf(host);
        (await health.CheckAsync(CancellationToken.None)).IsUp.ShouldBeTrue();
        await host.AskAsync(("ahead of its time", new JobOptions { Delay = TimeSpan.FromHours(1) }));

        await host.LookAsync<int>("UPDATE roost.job SET kind = 'chores.newer', state = 1, run_at = now() - interval '1 hour'");
        await host.AskAsync("as usual");

        await host.Book.BegunAsync("as usual");
        var cause = await CauseAsync(health);
        cause.ShouldContain("queue 'default' has waited for 0.01:00:0");
        cause.ShouldContain("its kind 'chores.newer' is none that this worker knows");
        health.IsRequired.ShouldBeFalse("The host serves requests all the same.");
        await host.LookAsync<int>("UPDATE roost.job SET kind = 'chores.chore'");
        await host.Book.BegunAsync("ahead of its time");
    }

    [Fact]
    public async Task A_suspect_that_waits_for_long_shows_in_health_unless_its_queue_is_paused()
    {
        await using var host = await ChoresHost.StartAsync(server, ("Roost:Messaging:MaxAge", "00:01:00"));
        var health = HealthOf(host);
        await host.AskAsync(("in bad company", new JobOptions { Delay = TimeSpan.FromHours(1) }));

        // Of a kind that nobody here takes: it waits, as one does that stands behind another.
        await host.LookAsync<int>("UPDATE roost.job SET kind = 'chores.newer', state = 5, run_at = now() - interval '1 hour'");

        (await CauseAsync(health)).ShouldContain("The oldest suspect of queue 'default', of kind 'chores.newer', has waited for 0.01:0");
        await host.Steering.PauseAsync("default");
        await UntilAsync(health, state => state.IsUp);
        await host.Steering.ResumeAsync("default");
        await CauseAsync(health);
        await host.LookAsync<int>("UPDATE roost.job SET kind = 'chores.chore'");
        await host.Book.BegunAsync("in bad company");
        await UntilAsync(health, state => state.IsUp);
    }

    [Fact]
    public async Task A_job_that_waits_behind_others_that_never_end_shows_in_health()
    {
        await using var host = await ChoresHost.StartAsync(server, ("Roost:Messaging:MaxAge", "00:01:00"), ("Roost:Messaging:Concurrency", "1"));
        var health = HealthOf(host);
        var mayEnd = new TaskCompletionSource();
        host.Book.Work = async (chore, _) =>
        {
            await (chore.Name == "endless" ? mayEnd.Task : Task.CompletedTask);
            return Result.Success;
        };
        await host.AskAsync("endless");
        await host.Book.BegunAsync("endless");
        await host.AskAsync(("behind it", new JobOptions { Delay = TimeSpan.FromHours(1) }));

        await host.LookAsync<int>("UPDATE roost.job SET state = 1, run_at = now() - interval '1 hour' WHERE state = 0");

        (await CauseAsync(health)).ShouldContain("queue 'default' has waited for 0.01:00:");
        mayEnd.SetResult();
        await host.Book.BegunAsync("behind it");
        await UntilAsync(health, state => state.IsUp);
    }

    private static IDependencyCheck HealthOf(ChoresHost host) => host.Services.GetServices<IDependencyCheck>().Single(check => check.Name == "queues");

    private static async Task<string> CauseAsync(IDependencyCheck health) => (await UntilAsync(health, state => !state.IsUp)).Cause!;

    private static async Task<DependencyState> UntilAsync(IDependencyCheck health, Predicate<DependencyState> will)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var state = await health.CheckAsync(patience.Token);
            if (will(state))
            {
                return state;
            }

            await timer.WaitForNextTickAsync(patience.Token);
        }
    }
}
