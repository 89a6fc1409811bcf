using System.Collections.Concurrent;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Jobs;
using Roost.Operations;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Limits;

public sealed class LimitTests(PostgresServer server)
{
    private const string Live = "SELECT count(*) FROM roost.job";

    [Fact]
    public async Task Jobs_of_one_key_go_one_after_the_other_in_their_order_whatever_fails()
    {
        await using var host = await ChoresHost.StartAsync(server);
        var order = new ConcurrentDictionary<string, ConcurrentQueue<int>>();
        host.Book.Work = (chore, context) =>
        {
            var (key, number) = Parts(chore.Name);
            if (number % 4 == 1 && context.Run.Attempt == 1)
            {
                throw new InvalidOperationException("Not at the first go.");
            }

            order.GetOrAdd(key, _ => []).Enqueue(number);
            return Task.FromResult(Result.Success);
        };

        for (var number = 0; number < 8; number++)
        {
            await host.AskAsync(Enumerable.Range(0, 10).Select(key => new Ordered($"{key}/{number}")), job => new() { Key = Parts(job.Name).Key });
        }

        await host.UntilAsync(Live, 0L);
        order.Count.ShouldBe(10);
        order.Values.ShouldAllBe(numbers => numbers.SequenceEqual(Enumerable.Range(0, 8)));
    }

    [Fact]
    public async Task A_dead_letter_stops_those_behind_it_until_it_is_replayed_and_goes_first_then()
    {
        await using var host = await ChoresHost.StartAsync(server);
        var order = new ConcurrentQueue<string>();
        var isBroken = true;
        host.Book.Work = (chore, _) =>
        {
            if (chore.Name == "a" && Volatile.Read(ref isBroken))
            {
                return Task.FromResult<Result>(new Error(ErrorKind.Invalid, "chores.broken", "It is broken."));
            }

            order.Enqueue(chore.Name);
            return Task.FromResult(Result.Success);
        };

        var ids = await host.AskAsync(new[] { "a", "b", "c" }.Select(name => new Ordered(name)), _ => new() { Key = "one" });
        await host.UntilAsync("SELECT count(*) FROM roost.job_dead", 1L);
        // Another key's job goes by them, admitted by a look that saw them.
        await host.AskAsync([new Ordered("other")], _ => new() { Key = "two" });
        await host.Book.BegunAsync("other");
        (await host.CountAsync<long>("SELECT count(*) FROM roost.job WHERE state = 3")).ShouldBe(2);
        Volatile.Write(ref isBroken, false);
        (await host.CountAsync<string>("SELECT roost.job_replay(@id)", new { id = ids[0] })).ShouldBe("default");

        await host.UntilAsync(Live, 0L);
        order.ShouldBe(["other", "a", "b", "c"]);
    }

    [Fact]
    public async Task No_more_than_declared_run_for_a_tenant_and_for_a_key()
    {
        await using var host = await ChoresHost.StartAsync(server);
        var running = new Gauge();
        host.Book.Work = (chore, _) => running.DuringAsync(["", Parts(chore.Name).Key]);

        await host.AskAsync(Enumerable.Range(0, 40).Select(number => new Narrow($"{number % 5}/{number}")), job => new() { Key = Parts(job.Name).Key });

        await running.FullAsync(3);
        await host.UntilAsync("SELECT count(*) FROM roost.job WHERE state = 3", 37L);
        running.Open();
        await host.UntilAsync(Live, 0L);
        running.Most("").ShouldBe(3);
        Enumerable.Range(0, 5).ShouldAllBe(key => running.Most($"{key}") == 1);
    }

    [Fact]
    public async Task Tenants_take_turns_where_a_kind_is_limited()
    {
        await using var host = await ChoresHost.StartAsync(server);
        var running = new Gauge();
        host.Book.Work = (_, _) => running.DuringAsync([""]);
        var sender = host.Services.GetRequiredService<IJobSender>();
        await sender.SendManyAsync(host.Context(), Enumerable.Range(0, 300).Select(number => new Few($"many/{number}")));
        await running.FullAsync(2);

        var other = host.Context() with { Tenant = TenantId.New() };
        await sender.SendAsync(other, new Few("one/0"));
        running.Open();
        await host.Book.BegunAsync("one/0");

        host.Book.Done.TakeWhile(done => done.Name != "one/0").Count().ShouldBeLessThan(200, "The one job of another tenant waited for most of the first one's.");
        running.Most("").ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task What_an_older_image_adds_counts_though_it_knows_of_no_limit()
    {
        await using var host = await ChoresHost.StartAsync(server);
        var running = new Gauge();
        host.Book.Work = (_, _) => running.DuringAsync([""]);
        await host.AskAsync([new Few("one"), new Few("two")]);
        await running.FullAsync(2);

        await using var former = await host.OpenAsync();
        await former.ExecuteAsync(
            $"""
            SELECT set_config('app.tenant', '{host.Context().Tenant}', false);
            SELECT FROM (SELECT * FROM roost.job LIMIT 1) j CROSS JOIN LATERAL roost.job_add(ARRAY[gen_random_uuid()], ARRAY[j.queue], ARRAY[j.kind], ARRAY[j.priority],
                ARRAY[NULL]::interval[], ARRAY[NULL]::timestamptz[], ARRAY[j.timeout_ms], ARRAY[j.max_attempts], ARRAY[NULL]::text[], ARRAY[NULL]::interval[], ARRAY[j.envelope], ARRAY[j.payload]);
            """);

        (await host.CountAsync<short>("SELECT state FROM roost.job WHERE worker_id IS NULL AND limited")).ShouldBe((short)3);
        running.Open();
        await host.UntilAsync(Live, 0L);
        running.Most("").ShouldBe(2);
    }

    [Fact]
    public async Task A_queue_that_is_full_is_asked_once_and_not_lane_by_lane()
    {
        await using var host = await ChoresHost.StartAsync(server);
        var running = new Gauge();
        host.Book.Work = (_, _) => running.DuringAsync([""]);
        await host.AskAsync([new Tight("one"), new Tight("two")]);
        await running.FullAsync(2);
        var worker = await host.CountAsync<Guid>("SELECT id FROM roost.job_worker");
        const string Claim =
            """
            SELECT c.job_id FROM roost.job_claim(@worker, 'tight', ARRAY[50]::smallint[], ARRAY[gen_random_uuid()], ARRAY['chores.tight'], ARRAY['-infinity'::timestamptz], ARRAY[0::bigint], ARRAY[5]) c
            """;

        (await host.LookAsync<Guid?>(Claim, new { worker })).ShouldBe([null], "A row of nothing says that there is no room.");

        running.Open();
        await host.UntilAsync(Live, 0L);
        (await host.LookAsync<Guid?>(Claim, new { worker })).ShouldBeEmpty("The lane is dry.");
    }

    [Fact]
    public async Task A_rate_lets_so_many_begin_in_its_time()
    {
        await using var host = await ChoresHost.StartAsync(server);

        // The first time begins after this moment: how long the first three take until they are finished says nothing.
        var before = await host.CountAsync<DateTime>("SELECT clock_timestamp()");
        await host.AskAsync(Enumerable.Range(0, 7).Select(number => new Paced($"paced/{number}")));

        await host.UntilAsync(Live, 0L);
        var finished = await host.LookAsync<DateTime>("SELECT finished_at FROM roost.job_done ORDER BY finished_at");
        (finished[3] - before).ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
        (finished[6] - before).ShouldBeGreaterThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_queue_may_be_limited_and_paused()
    {
        await using var host = await ChoresHost.StartAsync(server);
        var running = new Gauge();
        host.Book.Work = (chore, _) => chore.Name == "elsewhere" ? Task.FromResult(Result.Success) : running.DuringAsync([""]);
        await host.LookAsync<string>("SELECT roost.job_pause('tight')::text");

        await host.AskAsync(Enumerable.Range(0, 20).Select(number => new Tight($"tight/{number}")));
        await host.AskAsync("elsewhere");
        await host.Book.BegunAsync("elsewhere");
        await host.UntilAsync("SELECT count(*) FROM roost.job WHERE state = 1 AND queue = 'tight'", 20L);
        host.Book.Done.ShouldNotContain(done => done.Name.StartsWith("tight", StringComparison.Ordinal));
        (await host.CountAsync<bool>("SELECT roost.job_resume('tight')")).ShouldBeTrue();

        await running.FullAsync(2);
        running.Open();
        await host.UntilAsync(Live, 0L);
        running.Most("").ShouldBe(2);
    }

    [Fact]
    public async Task A_limited_queue_goes_on_as_soon_as_there_is_room()
    {
        await using var host = await ChoresHost.StartAsync(server, ("Roost:Messaging:PollInterval", "00:00:30"));
        await host.UntilAsync("SELECT count(*) FROM roost.job_worker", 1L);

        await host.AskAsync(Enumerable.Range(0, 40).Select(number => new Tight($"tight/{number}")));

        // Twenty times two: with a look in half a minute each it would not end within this test.
        await host.UntilAsync(Live, 0L);
    }

    [Fact]
    public async Task Notes_of_one_key_are_settled_together()
    {
        await using var host = await ChoresHost.StartAsync(server);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Book.Work = async (chore, _) =>
        {
            if (chore.Name == "first")
            {
                await goOn.Task;
            }

            return Result.Success;
        };
        await host.AskAsync([new Ordered("first")], _ => new() { Key = "a" });
        await host.Book.BegunAsync("first");
        for (var number = 0; number < 100; number++)
        {
            await host.AskAsync([new Ordered($"a/{number}")], _ => new() { Key = "a" });
        }

        await host.AskAsync([new Ordered("other")], _ => new() { Key = "b" });
        await host.Book.BegunAsync("other");
        await host.UntilAsync("SELECT count(*) FROM roost.job_admission", 0L);
        goOn.SetResult();
        await host.UntilAsync(Live, 0L);
        // What it left is taken away by the next look.
        await host.UntilAsync("SELECT count(*) FROM roost.job_admission", 0L);
    }

    private static (string Key, int Number) Parts(string name) => (name.Split('/')[0], int.Parse(name.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Counts who runs at the same time, by name. Whoever runs goes on when it is open.</summary>
    private sealed class Gauge
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly SemaphoreSlim _begun = new(0);
        private readonly Lock _lock = new();
        private readonly Dictionary<string, (int Now, int Most)> _running = [];

        public int Most(string name) => _running[name].Most;

        /// <summary>Waits until so many have begun.</summary>
        public async Task FullAsync(int count)
        {
            for (var begun = 0; begun < count; begun++)
            {
                (await _begun.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue();
            }
        }

        public void Open() => _open.SetResult();

        public async Task<Result> DuringAsync(string[] names)
        {
            Add(names, 1);
            _begun.Release();
            await _open.Task;
            // Lets others begin, if any may.
            await Task.Yield();
            Add(names, -1);
            return Result.Success;
        }

        private void Add(string[] names, int change)
        {
            lock (_lock)
            {
                foreach (var name in names)
                {
                    var (now, most) = _running.GetValueOrDefault(name);
                    _running[name] = (now + change, Math.Max(most, now + change));
                }
            }
        }
    }
}
