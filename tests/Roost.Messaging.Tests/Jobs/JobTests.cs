using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Jobs;
using Roost.Operations;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Jobs;

public sealed class JobTests(PostgresServer server)
{
    private const string Live = "SELECT count(*) FROM roost.job";
    private const string Effects = "SELECT count(*) FROM chores.effects";

    [Fact]
    public async Task A_job_runs_for_whom_it_was_asked_for_once_the_operation_has_committed()
    {
        await using var host = await ChoresHost.StartAsync(server);

        var (id, context) = await host.RunAsync(services =>
        {
            var asked = services.GetRequiredService<IJobs>().Enqueue(new Chore("dishes"));
            return Task.FromResult((asked, services.GetRequiredService<CallContext>()));
        });

        var done = await host.Book.BegunAsync("dishes");
        (done.Run.Id, done.Run.Attempt, done.Run.MaxAttempts).ShouldBe((id, 1, 3));
        done.Context.Tenant.ShouldBe(host.Tenant);
        done.Context.Principal.Id.ShouldBe(context.Principal.Id);
        done.Context.Principal.Roles.ShouldBe(["staff"]);
        done.Context.CorrelationId.ShouldBe("chores-test");
        await host.UntilAsync("SELECT count(*) FROM roost.job_done WHERE id = @id", 1L, new { id });
        (await host.CountAsync<long>(Live)).ShouldBe(0);
    }

    [Fact]
    public async Task What_an_operation_asked_for_that_failed_never_was()
    {
        await using var host = await ChoresHost.StartAsync(server);

        await Should.ThrowAsync<InvalidOperationException>(host.RunAsync<int>(services =>
        {
            services.GetRequiredService<IJobs>().Enqueue(new Chore("never"));
            throw new InvalidOperationException("It went wrong.");
        }));
        await host.AskAsync("later");

        await host.Book.BegunAsync("later");
        host.Book.Done.ShouldNotContain(done => done.Name == "never");
        (await host.CountAsync<long>("SELECT count(*) FROM roost.job_done WHERE kind = 'chores.chore'")).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task What_a_handler_writes_commits_with_its_completion()
    {
        await using var host = await ChoresHost.StartAsync(server);
        host.Book.Work = async (chore, context) =>
        {
            await context.Sql.ExecuteAsync("INSERT INTO chores.effects VALUES (@Name)", new { chore.Name });
            context.Jobs.Enqueue(new Sweep(1));
            return Result.Success;
        };

        var ids = await host.AskAsync("wash");

        await host.Book.BegunAsync("sweep 1");
        (await host.CountAsync<long>(Effects)).ShouldBe(1);
        (await host.CountAsync<long>("SELECT count(*) FROM roost.job_done WHERE id = ANY (@ids)", new { ids })).ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_has_lost_the_lease_commits_nothing()
    {
        await using var host = await ChoresHost.StartAsync(server);
        host.Book.Work = async (chore, context) =>
        {
            await context.Sql.ExecuteAsync("INSERT INTO chores.effects VALUES (@Name)", new { chore.Name });
            if (context.Run.Attempt == 1)
            {
                // As if this process had been stopped for so long that another has the job.
                await host.LookAsync<int>("UPDATE roost.job SET lease = lease + 1, attempt = attempt + 1, state = 1, worker_id = NULL");
            }

            return Result.Success;
        };

        await host.AskAsync("slow");

        await host.Book.BegunAsync("slow", attempt: 2);
        await host.UntilAsync(Live, 0L);
        (await host.CountAsync<long>(Effects)).ShouldBe(1);
    }

    [Theory]
    [InlineData("done")]
    [InlineData("failed")]
    public async Task Nor_is_anything_that_it_says_of_the_job_believed(string how)
    {
        await using var host = await ChoresHost.StartAsync(server);
        host.Book.Work = async (_, context) =>
        {
            if (context.Run.Attempt == 2)
            {
                return Result.Success;
            }

            await host.LookAsync<int>("UPDATE roost.job SET lease = lease + 1, attempt = attempt + 1, state = 1, worker_id = NULL");
            return how == "done" ? Result.Success : throw new InvalidOperationException("Too late.");
        };

        var ids = await host.AskAsync("slow");

        await host.Book.BegunAsync("slow", attempt: 2);
        await host.UntilAsync("SELECT count(*) FROM roost.job_done WHERE id = ANY (@ids)", 1L, new { ids });
        (await host.CountAsync<long>("SELECT count(*) FROM roost.job_error")).ShouldBe(0);
    }

    [Fact]
    public async Task Nor_does_it_commit_in_the_middle()
    {
        await using var host = await ChoresHost.StartAsync(server);
        host.Book.Work = async (chore, context) =>
        {
            await context.Sql.ExecuteAsync("INSERT INTO chores.effects VALUES (@Name)", new { chore.Name });
            if (context.Run.Attempt == 1)
            {
                await host.LookAsync<int>("UPDATE roost.job SET lease = lease + 1, attempt = attempt + 1, state = 1, worker_id = NULL");
            }

            await context.Operation.CommitAsync(context.Cancelled);
            await context.Sql.ExecuteAsync("INSERT INTO chores.effects VALUES (@Name)", new { chore.Name });
            return Result.Success;
        };

        await host.AskAsync("halves");

        await host.Book.BegunAsync("halves", attempt: 2);
        await host.UntilAsync(Live, 0L);
        (await host.CountAsync<long>(Effects)).ShouldBe(2);
    }

    [Fact]
    public async Task A_failure_is_tried_again_and_leaves_nothing_behind_but_its_error()
    {
        await using var host = await ChoresHost.StartAsync(server);
        host.Book.Work = async (chore, context) =>
        {
            await context.Sql.ExecuteAsync("INSERT INTO chores.effects VALUES (@Name)", new { chore.Name });
            return context.Run.Attempt == 1 ? throw new InvalidOperationException("The brush broke.") : Result.Success;
        };

        var ids = await host.AskAsync("brush");

        await host.Book.BegunAsync("brush", attempt: 2);
        await host.UntilAsync(Live, 0L);
        (await host.CountAsync<long>(Effects)).ShouldBe(1);
        (await host.LookAsync<string>("SELECT error FROM roost.job_error WHERE job_id = ANY (@ids)", new { ids })).Single().ShouldContain("The brush broke.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_will_not_get_better_becomes_a_dead_letter_with_its_errors(bool mayPass)
    {
        await using var host = await ChoresHost.StartAsync(server);
        host.Book.Work = (_, context) => Task.FromResult<Result>(mayPass
            ? Error.Unavailable("chores.no_water", "There is no water.")
            : Error.NotFound("chores.no_such_dish", "There is no such dish."));

        var ids = await host.AskAsync("dead");

        await host.UntilAsync("SELECT count(*) FROM roost.job_dead WHERE id = ANY (@ids)", 1L, new { ids });
        var (attempt, errors, error) = (await host.LookAsync<(short, int, string)>("SELECT attempt, jsonb_array_length(errors), error FROM roost.job_dead"))[0];
        attempt.ShouldBe((short)(mayPass ? 3 : 1));
        errors.ShouldBe(mayPass ? 3 : 1);
        error.ShouldContain(mayPass ? "chores.no_water" : "chores.no_such_dish");
    }

    [Fact]
    public async Task What_cannot_be_read_becomes_a_dead_letter_at_once()
    {
        await using var host = await ChoresHost.StartAsync(server);
        var ids = await host.AskAsync(("later", new JobOptions { Delay = TimeSpan.FromHours(1) }));

        await host.LookAsync<int>("UPDATE roost.job SET payload = '{\"name\":'::bytea, run_at = now()");

        await host.UntilAsync("SELECT count(*) FROM roost.job_dead WHERE id = ANY (@ids) AND error LIKE 'The job cannot be read:%'", 1L, new { ids });
    }

    [Fact]
    public async Task A_dead_letter_that_was_put_back_by_hand_may_die_again()
    {
        await using var host = await ChoresHost.StartAsync(server);
        host.Book.Work = (_, _) => Task.FromResult<Result>(Error.NotFound("chores.no_such_dish", "There is no such dish."));
        await host.AskAsync("twice dead");
        await host.UntilAsync("SELECT count(*) FROM roost.job_dead", 1L);

        await host.LookAsync<int>(
            """
            INSERT INTO roost.job (id, tenant_id, queue, kind, priority, run_at, state, timeout_ms, max_attempts, envelope, payload)
            SELECT id, tenant_id, queue, kind, priority, now(), 1, timeout_ms, max_attempts, envelope, payload FROM roost.job_dead
            """);

        await host.UntilAsync(Live, 0L);
        host.Book.Done.Count.ShouldBe(2);
        (await host.CountAsync<long>("SELECT count(*) FROM roost.job_dead")).ShouldBe(1);
    }

    [Fact]
    public async Task What_a_claim_took_whose_answer_was_lost_is_given_back()
    {
        await using var host = await ChoresHost.StartAsync(server);
        await host.AskAsync(("lost", new JobOptions { Delay = TimeSpan.FromHours(1) }));
        await host.UntilAsync("SELECT count(*) FROM roost.job_worker", 1L);

        // As a claim leaves it that commits, and whose answer never comes.
        await host.LookAsync<int>("UPDATE roost.job SET state = 2, worker_id = (SELECT id FROM roost.job_worker), deadline_at = now() + interval '1 hour'");

        await host.Book.BegunAsync("lost");
        (await host.CountAsync<long>("SELECT count(*) FROM roost.job_error")).ShouldBe(0);
    }

    [Fact]
    public async Task A_key_that_is_no_text_is_refused_and_harms_nobody_else()
    {
        await using var host = await ChoresHost.StartAsync(server);

        await Should.ThrowAsync<ArgumentException>(host.AskAsync(("half", new JobOptions { UniqueKey = "\uFFFD\uD800" })));
        await Should.ThrowAsync<ArgumentException>(host.AskAsync(("nul", new JobOptions { UniqueKey = "a\0b" })));
        await host.AskAsync(("whole", new JobOptions { UniqueKey = "\uFFFD\U0001F9F9" }));

        await host.Book.BegunAsync("whole");
    }

    [Fact]
    public async Task A_delayed_job_waits_by_the_databases_clock()
    {
        await using var host = await ChoresHost.StartAsync(server);

        await host.AskAsync(("soon", new JobOptions { Delay = TimeSpan.FromMilliseconds(300) }), ("much later", new JobOptions { Delay = TimeSpan.FromHours(1) }));

        await host.UntilAsync("SELECT count(*) FROM roost.job_done", 1L);
        (await host.CountAsync<TimeSpan>("SELECT finished_at - added_at FROM roost.job_done")).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(250));
        host.Book.Done.ShouldNotContain(done => done.Name == "much later");
    }

    [Fact]
    public async Task A_key_lets_one_job_in_until_it_is_over()
    {
        await using var host = await ChoresHost.StartAsync(server);
        var mayEnd = new TaskCompletionSource();
        host.Book.Work = async (_, _) =>
        {
            await mayEnd.Task;
            return Result.Success;
        };
        var once = new JobOptions { UniqueKey = "kitchen" };

        await host.AskAsync(("first", once), ("second", once));
        await host.Book.BegunAsync("first");
        await host.AskAsync(("third", once));
        (await host.CountAsync<long>(Live)).ShouldBe(1);
        mayEnd.SetResult();
        await host.UntilAsync(Live, 0L);
        await host.AskAsync(("fourth", once));

        await host.Book.BegunAsync("fourth");
        host.Book.Done.Select(done => done.Name).ShouldBe(["first", "fourth"]);
    }

    [Fact]
    public async Task A_key_with_a_time_lets_one_job_in_for_so_long()
    {
        await using var host = await ChoresHost.StartAsync(server);
        var once = new JobOptions { UniqueKey = "kitchen", UniqueFor = TimeSpan.FromHours(1) };

        await host.AskAsync(("first", once));
        await host.UntilAsync("SELECT count(*) FROM roost.job_done", 1L);
        await host.AskAsync(("second", once));
        (await host.CountAsync<long>(Live)).ShouldBe(0);
        await host.LookAsync<int>("UPDATE roost.job_unique SET until = now()");
        await host.AskAsync(("third", once));

        await host.Book.BegunAsync("third");
        host.Book.Done.Select(done => done.Name).ShouldBe(["first", "third"]);
    }

    [Fact]
    public async Task A_job_without_a_tenant_is_refused_unless_its_kind_needs_none()
    {
        await using var host = await ChoresHost.StartAsync(server);
        var sender = host.Services.GetRequiredService<IJobSender>();
        var nobody = host.Context() with { Tenant = null };

        (await Should.ThrowAsync<InvalidOperationException>(sender.SendAsync(nobody, new Chore("whose?")))).Message.ShouldContain("TenantFree");
        await sender.SendAsync(nobody, new Sweep(7));

        (await host.Book.BegunAsync("sweep 7")).Context.Tenant.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_too_large_is_refused_when_it_is_asked_for()
    {
        await using var host = await ChoresHost.StartAsync(server, ("Roost:Messaging:MaxPayloadBytes", "1024"));

        (await Should.ThrowAsync<ArgumentException>(host.AskAsync(new string('x', 2000)))).Message.ShouldContain("Roost:Messaging:MaxPayloadBytes");
    }

    [Fact]
    public async Task Those_who_send_at_the_same_time_are_served_together_each_for_its_tenant()
    {
        await using var host = await ChoresHost.StartAsync(server);
        var sender = host.Services.GetRequiredService<IJobSender>();
        var tenants = Enumerable.Range(0, 5).Select(_ => TenantId.New()).ToArray();

        var ids = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => sender.SendAsync(host.Context() with { Tenant = tenants[i % 5] }, new Chore($"many {i}"))));

        ids.Distinct().Count().ShouldBe(500);
        await host.UntilAsync("SELECT count(*) FROM roost.job_done", 500L);
        host.Book.Done.Select(done => (done.Name, done.Context.Tenant)).ShouldBe(
            Enumerable.Range(0, 500).Select(i => ($"many {i}", (TenantId?)tenants[i % 5])), ignoreOrder: true);
    }

    [Fact]
    public async Task Many_are_sent_as_one()
    {
        await using var host = await ChoresHost.StartAsync(server);

        var ids = await host.Services.GetRequiredService<IJobSender>().SendManyAsync(host.Context(), Enumerable.Range(0, 2500).Select(i => new Chore($"bulk {i}")));

        ids.Count.ShouldBe(2500);
        await host.UntilAsync("SELECT count(*) FROM roost.job_done", 2500L);
        host.Book.Done.Select(done => done.Name).Distinct().Count().ShouldBe(2500);
    }
}
