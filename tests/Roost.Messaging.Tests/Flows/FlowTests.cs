using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Jobs;
using Roost.Operations;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Flows;

public sealed class FlowTests(PostgresServer server)
{
    private const string Live = "SELECT count(*) FROM roost.job";

    [Fact]
    public async Task A_parent_begins_when_its_children_are_over_and_knows_how_many_are_dead()
    {
        await using var host = await ChoresHost.StartAsync(server);
        host.Book.Work = (chore, _) => Task.FromResult(chore.Name == "child 3" ? new Error(ErrorKind.Invalid, "chores.broken", "It is broken.") : Result.Success);

        await AskAsync(host, "parent", 20);

        var parent = await host.Book.BegunAsync("parent");
        parent.Run.DeadChildren.ShouldBe(1);
        host.Book.Done.Count(done => done.Name.StartsWith("child", StringComparison.Ordinal)).ShouldBe(20);
        await host.UntilAsync(Live, 0L);
        (await host.CountAsync<long>("SELECT count(*) FROM roost.job_child_over")).ShouldBe(0);
    }

    [Fact]
    public async Task A_child_may_bring_another_which_is_waited_for_too()
    {
        await using var host = await ChoresHost.StartAsync(server);
        var parent = Guid.Empty;
        host.Book.Work = (chore, context) =>
        {
            if (chore.Name == "child 0")
            {
                context.Jobs.Enqueue(new Chore("late child"), new() { Parent = parent });
            }

            return Task.FromResult(Result.Success);
        };

        parent = await AskAsync(host, "parent", 1, until: id => parent = id);

        await host.Book.BegunAsync("parent");
        host.Book.Done.Select(done => done.Name).ShouldBe(["child 0", "late child", "parent"]);
    }

    [Fact]
    public async Task A_parent_without_children_begins_at_once()
    {
        await using var host = await ChoresHost.StartAsync(server);

        await AskAsync(host, "parent", 0);

        await host.Book.BegunAsync("parent");
    }

    [Fact]
    public async Task A_child_of_a_job_that_does_not_wait_is_refused()
    {
        await using var host = await ChoresHost.StartAsync(server);

        var refused = await Should.ThrowAsync<Npgsql.PostgresException>(host.AskAsync(("orphan", new JobOptions { Parent = Guid.CreateVersion7() })));

        refused.MessageText.ShouldContain("does not wait for children");
    }

    [Fact]
    public async Task Cancelling_a_parent_cancels_its_children_and_the_handler_that_runs_hears_it()
    {
        await using var host = await ChoresHost.StartAsync(server);
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Book.Work = async (_, context) =>
        {
            await using var registration = context.Cancelled.Register(heard.SetResult);
            await Task.Delay(Timeout.InfiniteTimeSpan, context.Cancelled);
            return Result.Success;
        };
        var parent = await AskAsync(host, "parent", 1);
        var child = await host.Book.BegunAsync("child 0");

        (await host.RunAsync(services => services.GetRequiredService<IJobMonitor>().CancelAsync(parent))).ShouldBeTrue();

        await heard.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await host.UntilAsync(Live, 0L);
        (await StatusAsync(host, parent)).State.ShouldBe(JobState.Cancelled);
        (await StatusAsync(host, child.Run.Id)).State.ShouldBe(JobState.Cancelled);
    }

    [Fact]
    public async Task A_parent_that_is_replayed_still_knows_how_many_children_are_dead()
    {
        await using var host = await ChoresHost.StartAsync(server);
        var isBroken = true;
        host.Book.Work = (chore, _) => Task.FromResult(
            chore.Name == "child 0" || Volatile.Read(ref isBroken) ? new Error(ErrorKind.Invalid, "chores.broken", "It is broken.") : Result.Success);
        var parent = await AskAsync(host, "parent", 1);
        await host.UntilAsync("SELECT count(*) FROM roost.job_dead", 2L);
        Volatile.Write(ref isBroken, false);

        await host.LookAsync<string>("SELECT roost.job_replay(@parent)", new { parent });

        await host.UntilAsync("SELECT count(*) FROM roost.job_done WHERE id = @parent", 1L, new { parent });
        host.Book.Done.Last(done => done.Name == "parent").Run.DeadChildren.ShouldBe(1);
    }

    [Fact]
    public async Task A_parent_that_does_not_wait_is_refused_in_the_same_operation_as_well()
    {
        await using var host = await ChoresHost.StartAsync(server);

        var refused = await Should.ThrowAsync<Npgsql.PostgresException>(host.RunAsync(services =>
        {
            var jobs = services.GetRequiredService<IJobs>();
            return Task.FromResult(jobs.Enqueue(new Chore("child"), new() { Parent = jobs.Enqueue(new Chore("parent")) }));
        }));

        refused.SqlState.ShouldBe("RO001");
    }

    [Fact]
    public async Task A_child_whose_parent_is_gone_harms_nobody_who_sends_at_the_same_time()
    {
        await using var host = await ChoresHost.StartAsync(server);
        var sender = host.Services.GetRequiredService<IJobSender>();

        var orphan = sender.SendAsync(host.Context(), new Chore("orphan"), new() { Parent = Guid.CreateVersion7() });
        var others = Enumerable.Range(0, 50).Select(number => sender.SendAsync(host.Context(), new Chore($"other {number}"))).ToArray();

        await Should.ThrowAsync<Npgsql.PostgresException>(orphan);
        await Task.WhenAll(others);
    }

    [Fact]
    public async Task What_was_cancelled_does_not_begin_anew_when_its_worker_dies()
    {
        await using var host = await ChoresHost.StartAsync(server);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // Deaf to its token.
        host.Book.Work = async (_, _) =>
        {
            await goOn.Task;
            return Result.Success;
        };
        var id = (await host.AskAsync("deaf"))[0];
        await host.Book.BegunAsync("deaf");
        await host.RunAsync(services => services.GetRequiredService<IJobMonitor>().CancelAsync(id));

        // As whoever rescues the jobs of a dead worker does it.
        await host.LookAsync<long>(
            "SELECT count(*) FROM (SELECT roost.job_give_back(j.worker_id, ARRAY [j.id], ARRAY [j.lease]) FROM roost.job j WHERE j.id = @id) g", new { id });

        (await StatusAsync(host, id)).State.ShouldBe(JobState.Cancelled);
        goOn.SetResult();
    }

    [Fact]
    public async Task Another_tenant_neither_sees_nor_cancels_a_job()
    {
        await using var host = await ChoresHost.StartAsync(server);
        var id = (await host.AskAsync(("later", new JobOptions { Delay = TimeSpan.FromHours(1) })))[0];
        var other = host.Context() with { Tenant = TenantId.New() };

        var (found, isCancelled) = await host.Services.GetRequiredService<IOperations>().RunAsync(other, async (services, cancellationToken) =>
        {
            var monitor = services.GetRequiredService<IJobMonitor>();
            return (await monitor.FindAsync(id, cancellationToken), await monitor.CancelAsync(id, cancellationToken));
        });

        found.ShouldBeNull();
        isCancelled.ShouldBeFalse();
        (await StatusAsync(host, id)).State.ShouldBe(JobState.Scheduled);
    }

    [Fact]
    public async Task Progress_is_seen_while_the_handler_runs_and_the_result_afterwards()
    {
        await using var host = await ChoresHost.StartAsync(server);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Book.Work = async (_, context) =>
        {
            await context.Run.ReportAsync(3, 10, new { at = "the sink" });
            await goOn.Task;
            await context.Run.ReportAsync(10, 10);
            context.Run.Return(new Chore("clean"));
            return Result.Success;
        };
        var id = (await host.AskAsync("dishes"))[0];
        await host.UntilAsync("SELECT count(*) FROM roost.job_progress", 1L);

        var meanwhile = await StatusAsync(host, id);
        (meanwhile.State, meanwhile.Done, meanwhile.Total, meanwhile.Detail!.Value.GetProperty("at").GetString()).ShouldBe((JobState.Running, 3, 10, "the sink"));
        goOn.SetResult();

        await host.UntilAsync(Live, 0L);
        var over = await StatusAsync(host, id);
        (over.State, over.Done).ShouldBe((JobState.Done, 10));
        JobStatus.Read<Chore>(over.Result).ShouldBe(new Chore("clean"));
    }

    private static async Task<JobStatus> StatusAsync(ChoresHost host, Guid id) =>
        (await host.RunAsync(services => services.GetRequiredService<IJobMonitor>().FindAsync(id)))!;

    private static Task<Guid> AskAsync(ChoresHost host, string name, int children, Action<Guid>? until = null) => host.RunAsync(services =>
    {
        var jobs = services.GetRequiredService<IJobs>();
        var parent = jobs.Enqueue(new Chore(name), new() { WaitsForChildren = true });
        until?.Invoke(parent);
        for (var child = 0; child < children; child++)
        {
            jobs.Enqueue(new Chore($"child {child}"), new() { Parent = parent });
        }

        return Task.FromResult(parent);
    });
}
