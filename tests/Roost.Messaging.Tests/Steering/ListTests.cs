using Roost.Messaging.Jobs;
using Roost.Messaging.Steering;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Steering;

public sealed class ListTests(PostgresServer server)
{
    [Fact]
    public async Task A_walk_over_all_jobs_meets_each_once_and_those_that_go_first_come_first()
    {
        await using var host = await ChoresHost.StartAsync(server);
        var expected = new List<Guid>();
        foreach (var state in new short[] { 5, 1, 3, 4, 0 })
        {
            expected.AddRange(await host.AddAsync(state, "a", "nobody.knows", 4));
            expected.AddRange(await host.AddAsync(state, "b", "nobody.knows", 3, Guid.CreateVersion7()));
        }

        var seen = await WalkAsync(host, null, new(), limit: 3);

        seen.Select(job => job.Id).Order().ShouldBe(expected.Order());
        seen.Select(job => job.State).Distinct().ShouldBe([JobState.Suspect, JobState.Ready, JobState.Held, JobState.Waiting, JobState.Scheduled]);
    }

    [Fact]
    public async Task One_lane_of_many_hides_no_other()
    {
        await using var host = await ChoresHost.StartAsync(server);
        await host.AddAsync(1, "a", "nobody.a", 25_000);
        var wanted = await host.AddAsync(1, "b", "nobody.b", 2);

        (await host.Views.ListAsync(JobState.Ready, new() { Kind = "nobody.b" }, null, 50)).Items.Select(job => job.Id).ShouldBe(wanted);
        (await host.Views.ListAsync(JobState.Ready, new() { Queue = "b" }, null, 50)).Items.Select(job => job.Id).ShouldBe(wanted);
        (await host.LookAsync<bool>(
            "SELECT is_match FROM roost.job_list(1::smallint, NULL, 'nobody.else', NULL, '', '', (-32768)::smallint, '00000000-0000-0000-0000-000000000000', '', NULL, -1, 10, 2)")).ShouldBe([false], "A look at two lanes got as far as the second.");
        (await host.Views.ListAsync(JobState.Ready, new() { Tenant = Guid.CreateVersion7() }, null, 50)).Items.ShouldBeEmpty();
        (await WalkAsync(host, JobState.Ready, new() { Queue = "a" }, limit: 200)).Select(job => job.Id).Distinct().Count().ShouldBe(25_000);
    }

    [Fact]
    public async Task A_look_that_finds_nothing_among_many_ends_and_says_where_to_go_on()
    {
        await using var host = await ChoresHost.StartAsync(server);
        await host.AddAsync(0, "a", "nobody.a", 25_000);
        var wanted = await host.AddAsync(0, "b", "nobody.b", 1);
        await host.LookAsync<int>("UPDATE roost.job SET run_at = run_at + interval '1 day' WHERE kind = 'nobody.b'");

        var first = await host.Views.ListAsync(JobState.Scheduled, new() { Queue = "b" }, null, 10);

        first.Items.ShouldBeEmpty();
        first.Next.ShouldNotBeNull();
        (await WalkAsync(host, JobState.Scheduled, new() { Queue = "b" }, limit: 10)).Select(job => job.Id).ShouldBe(wanted);
    }

    [Fact]
    public async Task Looks_read_in_the_order_of_an_index_and_never_all_that_a_state_has()
    {
        await using var host = await ChoresHost.StartAsync(server);

        (await host.LookAsync<string>(
            """
            SELECT p.proname::text FROM pg_proc p WHERE p.proname IN ('job_list', 'job_dead_list', 'job_counts')
            AND p.proconfig @> ARRAY['enable_seqscan=off', 'enable_bitmapscan=off']
            """)).ShouldBe(["job_list", "job_dead_list", "job_counts"], ignoreOrder: true, "Bitmaps and full scans read a million rows to show fifty.");
    }

    [Fact]
    public async Task Dead_letters_are_listed_the_newest_first_with_one_line_of_their_error()
    {
        await using var host = await ChoresHost.StartAsync(server);
        host.Book.Work = (chore, _) => Task.FromResult<Result>(new Error(ErrorKind.Invalid, "chores.broken", $"{chore.Name} is broken.\nSecret."));
        foreach (var name in new[] { "a", "b", "c" })
        {
            await host.AskAsync(name);
            await host.UntilAsync("SELECT count(*) FROM roost.job_dead WHERE error LIKE '%' || @name || ' is broken%'", 1L, new { name });
        }

        var seen = await WalkAsync(host, JobState.Dead, new() { Kind = "chores.chore" }, limit: 2);

        seen.Select(job => job.Error).ShouldBe(["chores.broken: c is broken.", "chores.broken: b is broken.", "chores.broken: a is broken."]);
        (await host.Views.ListAsync(JobState.Dead, new() { Queue = "sweeps" }, null, 10)).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("x")]
    [InlineData("bnVsbA")]
    [InlineData("e30")]
    [InlineData("!")]
    [InlineData("eyJTdGF0ZSI6MSwiUXVldWUiOiJcdWQ4MDAiLCJLaW5kIjoiIiwiS2V5IjoiIn0")]
    [InlineData("eyJTdGF0ZSI6MSwiUXVldWUiOiJcdTAwMDAiLCJLaW5kIjoiIiwiS2V5IjoiIn0")]
    public async Task What_is_no_cursor_is_refused(string cursor)
    {
        await using var host = await ChoresHost.StartAsync(server);

        JobViews.IsCursor(cursor).ShouldBeFalse();
        await Should.ThrowAsync<ArgumentException>(() => host.Views.ListAsync(null, new(), cursor, 10));
    }

    [Fact]
    public async Task Queues_are_counted_as_far_as_is_cheap()
    {
        await using var host = await ChoresHost.StartAsync(server);
        await host.AddAsync(1, "full", "nobody.a", JobViews.CountedTo + 5);
        await host.AddAsync(1, "small", "nobody.a", 3);
        await host.AddAsync(3, "small", "nobody.a", 2);
        await host.Steering.PauseAsync("small");

        var queues = (await host.Views.QueuesAsync()).ToDictionary(queue => queue.Queue);

        queues["full"].Ready.ToString().ShouldBe("10,000+");
        queues["small"].Ready.ShouldBe(new(3, false));
        queues["small"].Held.ShouldBe(new(2, false));
        queues["small"].PausedAt.ShouldNotBeNull();
        queues["small"].OldestReady.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.FromMinutes(59));
        queues["tight"].MaxRunning.ShouldBe(2);
    }

    private static async Task<IReadOnlyList<JobSummary>> WalkAsync(ChoresHost host, JobState? state, JobFilter filter, int limit)
    {
        var seen = new List<JobSummary>();
        string? cursor = null;
        do
        {
            var slice = await host.Views.ListAsync(state, filter, cursor, limit);
            slice.Items.Count.ShouldBeLessThanOrEqualTo(limit);
            seen.AddRange(slice.Items);
            cursor = slice.Next;
        }
        while (cursor is not null);
        return seen;
    }
}
