using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Crashes;

/// <summary>Processes that fire the same schedule and are killed: no fire time is lost, and none comes twice.</summary>
public sealed class ScheduleCrashTests(PostgresServer server)
{
    private const string Ticks = "SELECT count(*) FROM ledger.effects WHERE what = 'tick'";

    [Fact]
    public async Task Hosts_are_killed_at_random_and_each_fire_time_has_one_job()
    {
        await using var ledger = await Ledger.OpenAsync(server);
        var workers = new List<WorkerProcess> { await StartAsync(ledger), await StartAsync(ledger), await StartAsync(ledger) };
        var random = new Random(1);
        for (var kill = 1; kill <= 6; kill++)
        {
            var enough = await ledger.CountAsync<long>(Ticks) + 1 + random.Next(2);
            await ledger.UntilAsync<long>(Ticks, ticks => ticks >= enough);
            var victim = random.Next(workers.Count);
            await workers[victim].KillAsync();
            workers[victim] = await StartAsync(ledger);
        }

        // None is there for a while, and what was missed meanwhile is made up for.
        foreach (var worker in workers)
        {
            await worker.KillAsync();
        }

        var last = await ledger.CountAsync<DateTime>("SELECT last_fire_at FROM roost.schedule");
        await ledger.UntilAsync<TimeSpan>("SELECT clock_timestamp() - last_fire_at FROM roost.schedule", away => away > TimeSpan.FromSeconds(4));
        await StartAsync(ledger);
        await ledger.UntilAsync<DateTime>("SELECT last_fire_at FROM roost.schedule", fired => fired > last.AddSeconds(6));

        var end = (int)new DateTimeOffset(last.AddSeconds(6)).ToUnixTimeSeconds();
        await ledger.UntilAsync<long>($"SELECT count(*) FROM roost.job WHERE (convert_from(payload, 'UTF8')::json ->> 'number')::int <= {end}", live => live == 0);
        (await ledger.CountAsync<long>("SELECT count(*) FROM roost.job_dead")).ShouldBe(0);
        var ticks = await ledger.LookAsync<int>($"SELECT number FROM ledger.effects WHERE number <= {end} ORDER BY number");
        ticks.ShouldBe(Enumerable.Range(ticks[0], end - ticks[0] + 1), "One for each second from the first to the last.");
    }

    private static Task<WorkerProcess> StartAsync(Ledger ledger) => ledger.StartAsync(("Ticks", "true"));
}
