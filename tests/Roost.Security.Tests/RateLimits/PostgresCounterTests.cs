using System.Diagnostics;
using System.Net;
using Dapper;
using Roost.Postgres.Embedded;
using Roost.Postgres.Schema;
using Roost.Security.RateLimits;
using Roost.Security.RateLimits.Shared;
using Roost.Testing.Clocks;
using Roost.Testing.Databases;

namespace Roost.Security.Tests.RateLimits;

/// <summary>What becomes of the counter when its database is slow, full or nowhere.</summary>
public sealed class PostgresCounterTests(PostgresServer server)
{
    private const string Label = "nobody-nobody-nobody-nobody-nobody-nobody-nobody-nobody-nobody-nobody.";

    // Longer than a name can be: what is thrown then the driver does not wrap.
    private const string NoName = Label + Label + Label + Label + "nobody.invalid";
    private static readonly TimeSpan Usual = new RateLimitOptions().StorePatience;
    private static readonly RateLimit Five = new() { Permits = 5, Window = TimeSpan.FromMinutes(1) };

    [Theory]
    [InlineData("nobody.invalid")]
    [InlineData(NoName)]
    public async Task A_name_that_nobody_has_is_a_store_that_is_away(string name)
    {
        await using var counter = new PostgresCounter($"Host={name};Username=app", Usual);

        (await Should.ThrowAsync<CounterAwayException>(() => counter.TakeAsync(new("default", 1), Five, 1, CancellationToken.None))).Message.ShouldContain(name);
        (await Should.ThrowAsync<CounterAwayException>(() => counter.ClearAsync(CancellationToken.None))).Message.ShouldContain(name);
    }

    [Fact]
    public async Task A_store_that_is_away_does_not_end_the_cleanup()
    {
        await using var counter = new PostgresCounter($"Host={NoName};Username=app", Usual);
        var clock = new ManualClock();
        var lines = new Lines<WindowCleanup>();
        using var cleanup = new WindowCleanup(counter, clock, lines);
        await cleanup.StartAsync(CancellationToken.None);

        // Its timer may not be there yet.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var failed = 0;
        while (failed < 2)
        {
            await again.WaitForNextTickAsync(patience.Token);
            clock.Advance(TimeSpan.FromMinutes(1));
            failed += lines.Rest().Count(line => line.StartsWith("Windows of rate limits that have ended could not be cleared away: ", StringComparison.Ordinal));
        }

        cleanup.ExecuteTask!.IsCompleted.ShouldBeFalse();
        await cleanup.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_flood_of_windows_is_cleared_away_a_thousand_at_a_time_and_what_is_in_use_is_passed_over()
    {
        await using var database = await MigratedAsync();
        await using var counter = await FirstAnswer.OfAsync(database.Settings["Roost:Postgres:App"]);
        await using var superuser = await database.OpenAsync(ClusterRole.Superuser);
        await using var other = await database.OpenAsync(ClusterRole.Superuser);
        await superuser.ExecuteAsync(
            """
            INSERT INTO roost.rate_window (policy, caller, is_visitor, taken, ends_at)
            SELECT 'default', gen_random_uuid(), true, 1, now() + CASE WHEN i <= 5001 THEN interval '-1 second' ELSE interval '1 day' END FROM generate_series(1, 5004) i
            """);
        await using var holding = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await other.ExecuteAsync("SELECT FROM roost.rate_window WHERE ends_at < now() LIMIT 1 FOR UPDATE", transaction: holding);

        (await superuser.ExecuteScalarAsync<int>("SELECT roost.rate_clear()")).ShouldBe(1000);
        await counter.ClearAsync(CancellationToken.None);

        (await superuser.ExecuteScalarAsync<long>("SELECT count(*) FROM roost.rate_window")).ShouldBe(5);
    }

    [Fact]
    public async Task Nobody_waits_for_a_database_that_has_stopped_nor_for_the_driver()
    {
        var took = new List<TimeSpan>();

        // A machine that stands still for a moment makes one take longer, and not all.
        for (var turn = 0; turn < 3; turn++)
        {
            await using var database = await MigratedAsync();
            await using var counter = await FirstAnswer.OfAsync(database.Settings["Roost:Postgres:App"], Usual);
            await using var superuser = await database.OpenAsync(ClusterRole.Superuser);
            var backends = await superuser.QueryAsync<int>("SELECT pid FROM pg_stat_activity WHERE application_name = 'roost-limits' AND datname = current_database()");
            await SignalAsync("STOP", backends);
            try
            {
                var started = Stopwatch.GetTimestamp();
                var away = await Should.ThrowAsync<CounterAwayException>(() => counter.TakeAsync(new("default", 1), Five, 1, CancellationToken.None));

                away.InnerException.ShouldBeOfType<TimeoutException>();
                took.Add(Stopwatch.GetElapsedTime(started));
            }
            finally
            {
                await SignalAsync("CONT", backends);
            }
        }

        // To end the statement the driver would wait for 2 s, or for what the connection string says.
        took.Min().ShouldBeLessThan(TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public async Task A_statement_that_failed_once_does_not_fail_again_when_the_store_can_count()
    {
        await using var database = await MigratedAsync();
        await using var superuser = await database.OpenAsync(ClusterRole.Superuser);
        await using var counter = await FirstAnswer.OfAsync(database.Settings["Roost:Postgres:App"]);
        for (var turn = 0; turn < 3; turn++)
        {
            (await counter.TakeAsync(new("default", (UInt128)turn), Five, 1, CancellationToken.None)).Granted.ShouldBe(1);
            await superuser.ExecuteAsync($"REVOKE EXECUTE ON FUNCTION roost.rate_take FROM {RoostRoles.App}");
            (await Should.ThrowAsync<CounterAwayException>(() => counter.TakeAsync(new("default", 1), Five, 1, CancellationToken.None))).Message.ShouldContain("permission denied");
            await superuser.ExecuteAsync($"GRANT EXECUTE ON FUNCTION roost.rate_take TO {RoostRoles.App}");
        }
    }

    [Fact]
    public async Task A_visitor_is_nobody_who_is_signed_in_and_an_address_of_either_kind_no_other()
    {
        await using var database = await MigratedAsync();
        await using var counter = await FirstAnswer.OfAsync(database.Settings["Roost:Postgres:App"]);

        (await counter.TakeAsync(new("default", 1, IsVisitor: true), Five, 5, CancellationToken.None)).Granted.ShouldBe(5);
        (await counter.TakeAsync(new("default", 1), Five, 5, CancellationToken.None)).Granted.ShouldBe(5);

        Number("1.2.3.4").ShouldBe(Number("::ffff:1.2.3.4"));
        Number("1.2.3.4").ShouldNotBe(Number("1.2.3.5"));
        Number("1.2.3.4").ShouldNotBe(Number("102:304::"));
        Number("2001:db8:0:1::1").ShouldBe(Number("2001:db8:0:1::2"));

        static UInt128 Number(string address) => CallerLimitMiddleware.NumberOf(IPAddress.Parse(address));
    }

    [Theory]
    [InlineData(50, 1)]
    [InlineData(1500, 2)]
    [InlineData(10_000, 10)]
    public void Who_is_patient_waits_for_a_connection_as_well_and_no_connection_string_says_otherwise(int milliseconds, int seconds)
    {
        var settings = PostgresCounter.SettingsFor("Host=server;Timeout=3;Command Timeout=1;Cancellation Timeout=9000", TimeSpan.FromMilliseconds(milliseconds));

        (settings.Timeout, settings.CommandTimeout, settings.CancellationTimeout).ShouldBe((seconds, 0, 500));
    }

    [Fact]
    public void What_a_connection_string_says_of_prepared_statements_holds_and_no_pool_keeps_more_than_the_counter_opens()
    {
        PostgresCounter.SettingsFor("Host=pooler;Max Auto Prepare=0", Usual).MaxAutoPrepare.ShouldBe(0);
        PostgresCounter.SettingsFor("Host=server;Max Auto Prepare=64", Usual).MaxAutoPrepare.ShouldBe(64);
        PostgresCounter.SettingsFor("Host=server;Minimum Pool Size=10", Usual).MinPoolSize.ShouldBe(0);
    }

    private static async Task SignalAsync(string signal, IEnumerable<int> processes)
    {
        using var kill = Process.Start("kill", [$"-{signal}", .. processes.Select(process => $"{process}")]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }

    private async Task<TestDatabase> MigratedAsync()
    {
        var database = await server.CreateAsync();
        await using var owner = await database.OpenAsync(ClusterRole.Owner);
        await new RoostSchema([new RateLimitSchema()]).ApplyAsync(owner, new(RoostRoles.App, RoostRoles.System), CancellationToken.None);
        return database;
    }
}
