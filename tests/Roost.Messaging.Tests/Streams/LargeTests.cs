using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Streams;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Streams;

/// <summary>
/// The sizes that are promised, with a database that flushes each commit to the disk as in production. They want a machine of their own for minutes, and are run by
/// name.
/// </summary>
public sealed class LargeTests(PostgresServer server, ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly string[] AsInProduction = ["fsync", "full_page_writes", "autovacuum"];

    public ValueTask InitializeAsync() => SettingsAsync(setting => $"ALTER SYSTEM SET {setting} = on");

    public ValueTask DisposeAsync() => SettingsAsync(setting => $"ALTER SYSTEM RESET {setting}");

    [Fact(Explicit = true)]
    public async Task Eight_writers_append_five_thousand_events_a_second()
    {
        await using var host = await TillHost.StartAsync<PlainTillModule>(server, TillHost.OnlyApi);
        (await host.OneAsync<string>("SHOW fsync")).ShouldBe("on");
        foreach (var each in new[] { 1, 2, 4, 10 })
        {
            await AppendAsync(host, TimeSpan.FromSeconds(3), each);
            var rate = await AppendAsync(host, TimeSpan.FromSeconds(10), each);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{each} events an append: {rate:N0} events a second, each append an operation of its own, its events committed"));
            if (each == 10)
            {
                rate.ShouldBeGreaterThan(5000);
            }
        }
    }

    [Fact(Explicit = true)]
    public async Task One_that_is_rebuilt_over_a_million_events_while_writes_go_on_ends_equal_to_the_inline_one()
    {
        const int Events = 1_000_000;
        await using var host = await TillHost.StartAsync(server);
        var begun = Stopwatch.GetTimestamp();
        await FillAsync(host, Events);
        await host.CaughtUpAsync("till.balances", seconds: 600);
        output.WriteLine($"{Events:N0} events appended, taken in inline, and behind the commit: {Stopwatch.GetElapsedTime(begun)}");

        begun = Stopwatch.GetTimestamp();
        using var over = new CancellationTokenSource();
        var written = 0L;
        var writing = Task.WhenAll(Enumerable.Range(0, 2).Select(async writer =>
        {
            for (var i = 0; !over.IsCancellationRequested; i++)
            {
                await host.AppendAsync($"{(writer + i) % 500}", new Deposited(i));
                Interlocked.Increment(ref written);
            }
        }));
        await host.Steering.RebuildAsync("till.balances");
        await host.UntilAsync("SELECT live FROM roost.projection WHERE name = 'till.balances'", 2, seconds: 600);
        output.WriteLine($"Rebuilt and switched in {Stopwatch.GetElapsedTime(begun)}, while {written:N0} were appended");
        await over.CancelAsync();
        await writing;
        await host.CaughtUpAsync("till.balances", seconds: 60);

        const string Rows = "SELECT tenant_id || account || ' ' || balance || ' ' || last || ' ' || in_order FROM till.balances WHERE projection = @projection AND generation = roost.projection_live(@projection) ORDER BY 1";
        var inline = await host.LookAsync<string>(Rows, new { projection = "till.inline-balances" });
        inline.Count.ShouldBe(500);
        inline.ShouldAllBe(row => row.EndsWith(" true", StringComparison.Ordinal));
        (await host.LookAsync<string>(Rows, new { projection = "till.balances" })).ShouldBe(inline);
        (await host.OneAsync<long>("SELECT count(*) FROM roost.stream_event")).ShouldBe(Events + written);
        (await host.Steering.ListAsync()).ShouldAllBe(projection => projection.Error == null);
    }

    private async ValueTask SettingsAsync(Func<string, string> statement)
    {
        await using var database = await server.CreateAsync();
        foreach (var setting in AsInProduction)
        {
            await database.LookAsync<int>(statement(setting));
        }

        await database.LookAsync<bool>("SELECT pg_reload_conf()");
    }

    private static async Task<double> AppendAsync(TillHost host, TimeSpan time, int each)
    {
        const int Writers = 8;
        object[] events = [.. Enumerable.Range(0, each).Select(i => new Deposited(i))];
        var begun = Stopwatch.GetTimestamp();
        var appended = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var count = 0L;
            for (var i = 0; Stopwatch.GetElapsedTime(begun) < time; i++)
            {
                await host.AppendAsync($"{writer}-{i % 1000}", events);
                count += each;
            }

            return count;
        })));
        return appended.Sum() / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static Task FillAsync(TillHost host, int events) => Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
    {
        const int Each = 100;
        for (var i = 0; i < events / Each / 4; i++)
        {
            await host.AppendAsync($"{((i * 4) + writer) % 500}", [.. Enumerable.Range(0, Each).Select(n => new Deposited(n % 3 == 0 ? -1 : n))]);
        }
    })));
}
