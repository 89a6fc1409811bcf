using Roost.Messaging.TestWorker;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Crashes;

/// <summary>Real processes and real signals: whatever is killed, stopped or cut off, nothing is lost, and nothing that commits happens twice.</summary>
public sealed class CrashTests(PostgresServer server)
{
    private const string Done = "SELECT count(*) FROM roost.job_done";

    [Fact]
    public async Task Workers_are_killed_at_random_under_load()
    {
        const int Posts = 8000;
        await using var ledger = await Ledger.OpenAsync(server);
        var workers = new List<WorkerProcess> { await ledger.StartAsync(), await ledger.StartAsync() };
        await ledger.PostAsync(0, Posts, number => new Post(number, number % 2 == 0, 20 + (number % 20)));

        var random = new Random(1);
        for (var kill = 1; kill <= 8; kill++)
        {
            // Not a pause of so long, but until so much more is done: on a slow machine as on a quick one there is load.
            var enough = await ledger.CountAsync<long>(Done) + random.Next(20, 200);
            await ledger.UntilAsync<long>(Done, done => done >= enough);
            (await ledger.CountAsync<long>("SELECT count(*) FROM roost.job WHERE state = 2")).ShouldBeGreaterThan(0, $"Kill {kill} would hit nobody at work.");
            var victim = random.Next(workers.Count);
            await workers[victim].KillAsync();
            workers[victim] = await ledger.StartAsync();
        }

        await ledger.BalanceAsync(Posts, Posts / 2);
    }

    [Fact]
    public async Task A_worker_that_was_stopped_for_longer_than_its_lease_completes_nothing_afterwards()
    {
        await using var ledger = await Ledger.OpenAsync(server);
        var stopped = await ledger.StartAsync();
        await ledger.PostAsync(0, 10, number => new Post(number, number % 2 == 0, 3000));
        await ledger.UntilAsync<long>("SELECT count(*) FROM roost.job WHERE state = 2", running => running == 10);

        stopped.Stop();
        await ledger.StartAsync();
        await ledger.UntilAsync<long>("SELECT count(*) FROM roost.job_error WHERE error = 'Its worker died.'", rescued => rescued >= 10);
        stopped.Continue();

        await ledger.BalanceAsync(10, 5);
        stopped.IsRunning.ShouldBeTrue("It goes on, under another name.");
        stopped.Output.ShouldContain("was taken for dead");
    }

    [Fact]
    public async Task A_worker_that_is_told_to_stop_gives_back_what_has_not_begun_and_ends_what_has()
    {
        await using var ledger = await Ledger.OpenAsync(server);
        var worker = await ledger.StartAsync();
        await ledger.PostAsync(0, 200, number => new Post(number, number % 2 == 0, 300));
        await ledger.UntilAsync<long>("SELECT count(*) FROM roost.job WHERE state = 2", running => running > 0);

        (await worker.TerminateAsync()).ShouldBe(0);

        (await ledger.CountAsync<long>("SELECT count(*) FROM roost.job WHERE state = 2")).ShouldBe(0);
        (await ledger.CountAsync<long>("SELECT count(*) FROM roost.job_worker")).ShouldBe(0);
        (await ledger.CountAsync<long>("SELECT count(*) FROM roost.job_error")).ShouldBe(0);
        await ledger.StartAsync();
        await ledger.BalanceAsync(200, 100);
    }

    [Fact]
    public async Task Connections_are_cut_in_a_stream()
    {
        const int Posts = 3000;
        await using var ledger = await Ledger.OpenAsync(server);
        var worker = await ledger.StartAsync();
        await ledger.PostAsync(0, Posts, number => new Post(number, number % 2 == 0, number % 3));

        for (var cut = 1; cut <= 20; cut++)
        {
            var enough = Math.Min(await ledger.CountAsync<long>(Done) + 50, Posts * 3 / 2);
            await ledger.UntilAsync<long>(Done, done => done >= enough);
            await ledger.LookAsync<bool>("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND random() < 0.5");
        }

        await ledger.BalanceAsync(Posts, Posts / 2);
        worker.IsRunning.ShouldBeTrue();
    }

    [Fact]
    public async Task A_job_that_kills_its_process_is_parked_after_three_crashes_and_its_neighbours_are_done()
    {
        await using var ledger = await Ledger.OpenAsync(server);
        var poison = await ledger.SendAsync(new Poison());
        await ledger.PostAsync(0, 100, number => new Post(number, number % 2 == 0, 20));

        for (var crash = 1; crash <= 3; crash++)
        {
            var worker = await ledger.StartAsync();
            await worker.DiedAsync();
        }

        await ledger.StartAsync();
        await ledger.UntilAsync<long>("SELECT count(*) FROM roost.job", live => live == 0);
        (await ledger.LookAsync<Guid>("SELECT id FROM roost.job_dead")).ShouldBe([poison]);
        (await ledger.CountAsync<long>("SELECT count(*) FROM roost.job_done WHERE kind = 'ledger.post'")).ShouldBe(100);
        (await ledger.CountAsync<long>("SELECT count(*) FROM ledger.effects WHERE what = 'post'")).ShouldBe(50);
    }
}
