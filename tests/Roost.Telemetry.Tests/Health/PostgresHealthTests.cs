using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Roost.Hosting;
using Roost.Postgres;
using Roost.Postgres.Connections;
using Roost.Postgres.Embedded;
using Roost.Postgres.Schema;
using Roost.Telemetry.Tests.Hosting;

namespace Roost.Telemetry.Tests.Health;

public sealed class PostgresHealthTests : IAsyncLifetime
{
    /// <summary>Bounds a wait that other tests beside this one may make long; how quick it has to be is bench/outage.sh's to measure.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly EmbeddedClusterOptions _options = EmbeddedClusterOptions.Throwaway() with { DeleteOnStop = false };
    private const int PoolSize = 10;
    private const string Sleeping = "usename = 'roost_app' AND state = 'active' AND wait_event = 'PgSleep'";
    private EmbeddedCluster _cluster = null!;
    private string _app = null!;

    public async ValueTask InitializeAsync()
    {
        await StartServerAsync();
        await _cluster.EnsureDatabaseAsync("shelf");
        _app = _cluster.ConnectionString(ClusterRole.App, "shelf");
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        Directory.Delete(_options.Directory, recursive: true);
    }

    [Fact]
    public async Task A_host_that_starts_before_its_database_becomes_ready_by_itself()
    {
        await _cluster.StopAsync();
        await using var host = await StartHostAsync();

        (await host.GetAsync("/livez")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var ready = await host.GetAsync("/readyz");
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadAsStringAsync()).ShouldContain("""{"dependency":"postgres","cause":"Connection refused"}""");
        await StartServerAsync();

        await ReadyAsync(host);
        (await (await host.GetAsync("/healthz")).Content.ReadAsStringAsync()).ShouldContain("\"name\":\"postgres\",\"status\":\"up\"");
    }

    [Fact]
    public async Task A_database_that_goes_and_comes_back_fails_no_request_afterwards()
    {
        await using var host = await StartHostAsync();
        await ReadyAsync(host);
        await FillPoolAsync(host);

        await _cluster.StopAsync();
        await host.Output.LineAsync(line => line.Contains("postgres is away", StringComparison.Ordinal));
        (await host.GetAsync("/reads")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await StartServerAsync();
        await ReadyAsync(host);

        (await FillPoolAsync(host)).ShouldAllBe(status => status == HttpStatusCode.OK);
        (await host.GetAsync("/livez")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_restart_too_quick_to_be_seen_leaves_no_dead_connections_behind()
    {
        await using var host = await StartHostAsync();
        await ReadyAsync(host);
        await FillPoolAsync(host);

        // The host's connections end and the server goes on: what a restart looks like from here, in no time at all.
        var said = host.Output.Text.Length;
        await EndConnectionsAsync();
        // Two, as one that was under way could still be answered from before.
        await host.GetAsync("/healthz");
        await host.GetAsync("/healthz");

        (await FillPoolAsync(host)).ShouldAllBe(status => status == HttpStatusCode.OK);
        host.Output.Text[said..].ShouldNotContain("postgres is away");
    }

    [Fact]
    public async Task Requests_that_hold_the_whole_pool_do_not_make_the_host_look_sick()
    {
        await using var host = await StartHostAsync();
        await ReadyAsync(host);

        var holding = FillPoolAsync(host, seconds: 3600);
        await UntilSleepingAsync(PoolSize);
        // Two, as one that was under way when the pool filled up could still be answered from before.
        await host.GetAsync("/healthz");
        var health = await host.GetAsync("/healthz");

        health.StatusCode.ShouldBe(HttpStatusCode.OK);
        holding.IsCompleted.ShouldBeFalse();
        await ExecuteAsync($"SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE {Sleeping}");
        (await holding).Length.ShouldBe(PoolSize);
    }

    [Fact]
    public async Task A_schema_that_is_behind_is_the_cause_until_it_has_been_migrated()
    {
        await _cluster.StopAsync();
        await using var host = await StartHostAsync(services => services.AddSingleton(new ExpectedVersion("shelf", "3", "module shelf")));
        await StartServerAsync();

        await host.Output.LineAsync(line => line.Contains("postgres is away", StringComparison.Ordinal));
        var body = await UntilItSaysAsync(host, "/healthz", "RST034");
        body.ShouldContain("shelf is at nothing, expected 3");
        await ExecuteAsync(
            """
            CREATE SCHEMA roost;
            GRANT USAGE ON SCHEMA roost TO roost_app;
            CREATE TABLE roost.schema_version (part text PRIMARY KEY, version text NOT NULL);
            GRANT SELECT ON roost.schema_version TO roost_app;
            INSERT INTO roost.schema_version VALUES ('shelf', '3');
            """);

        await ReadyAsync(host);
    }

    [Fact]
    public async Task A_system_role_that_may_read_everything_is_the_cause_until_it_may_not()
    {
        await ExecuteAsync("CREATE ROLE sysop LOGIN SUPERUSER PASSWORD 'op'");
        await _cluster.StopAsync();
        await using var host = await StartHostAsync(system: new NpgsqlConnectionStringBuilder(_app) { Username = "sysop", Password = "op" }.ConnectionString);
        await StartServerAsync();
        await host.Output.LineAsync(line => line.Contains("postgres is away", StringComparison.Ordinal));

        var body = await UntilItSaysAsync(host, "/readyz", "RST036");
        body.ShouldContain("RST036: The system role is a superuser");
        // Whoever asks a host whether it is ready need not know what its users are called.
        body.ShouldNotContain("sysop");
        await ExecuteAsync("GRANT CONNECT ON DATABASE shelf TO sysop; ALTER ROLE sysop NOSUPERUSER");

        await ReadyAsync(host);
    }

    [Fact]
    public async Task A_server_that_takes_calls_and_says_nothing_is_away_and_readiness_still_answers_at_once()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        _app = $"Host=127.0.0.1;Port={((IPEndPoint)silent.LocalEndpoint).Port};Username=u;Password=p;Database=d";
        await using var host = await StartHostAsync();
        (await (await host.GetAsync("/readyz")).Content.ReadAsStringAsync()).ShouldContain("did not answer");

        // Did each wait for the two seconds that the server is given, this would take 40 s; a busy machine is granted half of that.
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 20; i++)
        {
            (await host.GetAsync("/readyz")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    /// <summary>Asks until an answer says something, or for the last time: a server that has only just come up may refuse, or be late, before it can say anything else.</summary>
    private static async Task<string> UntilItSaysAsync(TelemetryHost host, string path, string what)
    {
        var watch = Stopwatch.StartNew();
        string body;
        do
        {
            // Asks every dependency now, and so is no busy wait.
            await host.GetAsync("/healthz");
            body = await (await host.GetAsync(path)).Content.ReadAsStringAsync();
        }
        while (!body.Contains(what, StringComparison.Ordinal) && watch.Elapsed < Patience);
        body.ShouldContain(what);
        return body;
    }

    private static async Task ReadyAsync(TelemetryHost host)
    {
        var watch = Stopwatch.StartNew();
        HttpResponseMessage answer;
        do
        {
            // Asks every dependency now, and so is no busy wait.
            await host.GetAsync("/healthz");
            answer = await host.GetAsync("/readyz");
        }
        while (answer.StatusCode != HttpStatusCode.OK && watch.Elapsed < Patience);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends as many requests at once as the pool holds connections, each of which needs its own.</summary>
    private static async Task<HttpStatusCode[]> FillPoolAsync(TelemetryHost host, double seconds = 0.2)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, PoolSize).Select(_ => host.GetAsync($"/reads?seconds={seconds}")));
        return [.. answers.Select(answer => answer.StatusCode)];
    }

    private async Task StartServerAsync() => _cluster = await EmbeddedCluster.StartAsync(_options);

    private Task<TelemetryHost> StartHostAsync(Action<IServiceCollection>? services = null, string? system = null) => TelemetryHost.StartAsync(
        settings: new() { ["Roost:Postgres:App"] = _app, ["Roost:Postgres:System"] = system },
        services: services,
        configure: roost =>
        {
            roost.Use(new PostgresCapability());
            roost.Edge.Map(routes => routes.MapGet("/reads", async (HttpContext context, DataSources sources, double seconds = 0) =>
            {
                await using var command = sources.App.CreateCommand($"SELECT pg_sleep({seconds})");
                await command.ExecuteNonQueryAsync(context.RequestAborted);
            }));
        });

    private async Task UntilSleepingAsync(int count)
    {
        await using var source = NpgsqlDataSource.Create(_cluster.ConnectionString(ClusterRole.Superuser, "shelf"));
        var watch = Stopwatch.StartNew();
        while (true)
        {
            await using var command = source.CreateCommand($"SELECT count(*) FROM pg_stat_activity WHERE {Sleeping}");
            if ((long)(await command.ExecuteScalarAsync())! == count)
            {
                return;
            }

            watch.Elapsed.ShouldBeLessThan(Patience, "The requests do not fill the pool.");
        }
    }

    private Task EndConnectionsAsync() => ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'roost_app'");

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_cluster.ConnectionString(ClusterRole.Superuser, "shelf"));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
