using Roost.Messaging.Jobs;
using Roost.Messaging.Steering;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Steering;

public sealed class SteeringTests(PostgresServer server)
{
    private const string Dead = "SELECT count(*) FROM roost.job_dead";
    private static readonly Error Broken = new(ErrorKind.Invalid, "chores.broken", "It is broken.");

    [Fact]
    public async Task A_job_is_shown_with_all_that_is_known_of_it()
    {
        await using var host = await ChoresHost.StartAsync(server);
        host.Book.Work = async (_, context) =>
        {
            await context.Run.ReportAsync(1, 2, cancellationToken: context.Cancelled);
            return Broken;
        };
        var id = (await host.AskAsync("shown"))[0];
        await host.UntilAsync(Dead, 1L);

        var job = (await host.Views.FindAsync(id)).ShouldNotBeNull();

        job.State.ShouldBe(JobState.Dead);
        (job.Queue, job.Kind, job.Tenant, job.Attempts, job.MaxAttempts).ShouldBe(("default", "chores.chore", host.Tenant.Value, 1, 3));
        job.Payload.ShouldNotBeNull().GetProperty("name").GetString().ShouldBe("shown");
        (job.PrincipalKind, job.CorrelationId).ShouldBe(("User", "chores-test"));
        job.Roles.ShouldBe(["staff"]);
        job.Failures.ShouldHaveSingleItem().Error.ShouldBe("chores.broken: It is broken.");
        (job.Done, job.Total).ShouldBe((1, 2));
        (await host.Views.FindAsync(Guid.CreateVersion7())).ShouldBeNull();
    }

    [Fact]
    public async Task A_job_that_waits_for_its_time_goes_now()
    {
        await using var host = await ChoresHost.StartAsync(server);
        var id = (await host.AskAsync(("later", new() { Delay = TimeSpan.FromDays(1) })))[0];

        (await host.Steering.RetryAsync(id)).ShouldBe(SteeringResult.Done);

        await host.Book.BegunAsync("later");
        await host.UntilAsync("SELECT count(*) FROM roost.job_done", 1L);
        (await host.Steering.RetryAsync(id)).ShouldBe(SteeringResult.NotFound);
        (await host.Views.FindAsync(id))!.State.ShouldBe(JobState.Done);
    }

    [Fact]
    public async Task Dead_letters_of_a_kind_begin_anew_a_few_at_a_time_and_those_whose_key_is_taken_stay()
    {
        await using var host = await ChoresHost.StartAsync(server);
        var isBroken = true;
        host.Book.Work = (_, _) => Task.FromResult(Volatile.Read(ref isBroken) ? (Result)Broken : Result.Success);
        await host.AskAsync(("a", null), ("b", null), ("c", null), ("keyed", new() { UniqueKey = "one" }));
        await host.UntilAsync(Dead, 4L);
        Volatile.Write(ref isBroken, false);
        await host.Steering.PauseAsync("default");
        var keyed = await host.CountAsync<Guid>("SELECT id FROM roost.job_dead WHERE unique_key IS NOT NULL");
        await host.AskAsync(("keyed again", new() { UniqueKey = "one" }));

        (await host.Steering.ReplayAsync(new() { Kind = "chores.sweep" }, null, 100)).ShouldBe(new(0, 0, false, null));
        (await host.Steering.RetryAsync(keyed)).ShouldBe(SteeringResult.KeyTaken);
        var first = await host.Steering.ReplayAsync(new() { Kind = "chores.chore" }, null, 2);
        var second = await host.Steering.ReplayAsync(new() { Kind = "chores.chore" }, first.Until, 100);

        first.IsMore.ShouldBeTrue();
        (first.Replayed + second.Replayed).ShouldBe(3);
        second.KeyTaken.ShouldBe(1);
        await host.Steering.ResumeAsync("default");
        await host.UntilAsync("SELECT count(*) FROM roost.job_done", 4L);
        (await host.CountAsync<Guid>("SELECT id FROM roost.job_dead")).ShouldBe(keyed);
        (await host.Steering.DiscardAsync(keyed)).ShouldBeTrue();
        (await host.Steering.DiscardAsync(keyed)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_queue_that_somebody_elsewhere_pauses_begins_nothing_until_it_is_resumed()
    {
        // Only a notification from elsewhere can be in time.
        await using var host = await ChoresHost.StartAsync(server, ("Roost:Messaging:PollInterval", "00:01:00"));
        await host.UntilAsync(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'roost-listener' AND (query LIKE 'LISTEN%' OR query = 'SELECT 1') AND state = 'idle'", 1L);
        await using var system = host.CreateSystem();
        var elsewhere = new JobSteering(system);
        await elsewhere.PauseAsync("default");
        await host.AskAsync("kept");
        await host.AskAsync([new Sweep(1)]);

        // The other queue's job has begun by then, asked for later.
        await host.Book.BegunAsync("sweep 1");
        (await host.CountAsync<short>("SELECT state FROM roost.job WHERE queue = 'default'")).ShouldBe((short)1);

        (await elsewhere.ResumeAsync("default")).ShouldBeTrue();
        await host.Book.BegunAsync("kept");
        (await elsewhere.ResumeAsync("default")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_job_that_runs_is_asked_to_end_and_one_that_waits_is_gone()
    {
        await using var host = await ChoresHost.StartAsync(server);
        host.Book.Work = async (_, context) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.Cancelled);
            return Result.Success;
        };
        var ids = await host.AskAsync(("runs", null), ("waits", new() { Delay = TimeSpan.FromDays(1) }));
        await host.Book.BegunAsync("runs");

        (await host.Steering.CancelAsync(ids[0])).ShouldBe(SteeringResult.Asked);
        (await host.Steering.CancelAsync(ids[1])).ShouldBe(SteeringResult.Done);
        (await host.Steering.CancelAsync(Guid.CreateVersion7())).ShouldBe(SteeringResult.NotFound);

        await host.UntilAsync("SELECT count(*) FROM roost.job_done WHERE was_cancelled", 2L);
        (await host.Views.FindAsync(ids[0]))!.State.ShouldBe(JobState.Cancelled);
    }
}
