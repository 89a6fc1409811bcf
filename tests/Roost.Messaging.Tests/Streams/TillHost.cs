using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Roost.EntityFramework.Migrations;
using Roost.Hosting;
using Roost.Messaging.Steering;
using Roost.Messaging.Streams;
using Roost.Modules;
using Roost.Operations;
using Roost.Postgres.Embedded;
using Roost.Testing.Databases;
using Roost.Testing.Modules;

namespace Roost.Messaging.Tests.Streams;

/// <summary>A module with streams, with a worker unless it is told otherwise, and a database of its own.</summary>
internal sealed class TillHost : IAsyncDisposable
{
    public static readonly (string, string) OnlyApi = ("Roost:Host:Roles", "api");
    private readonly ModuleHost _host;

    private TillHost(ModuleHost host) => _host = host;

    public TenantId Tenant { get; } = TenantId.New();

    public IServiceProvider Services => _host.Services;

    public Counter Counter => Services.GetRequiredService<Counter>();

    public StreamSteering Steering => Services.GetRequiredService<StreamSteering>();

    public static Task<TillHost> StartAsync(PostgresServer server, params (string Key, string Value)[] settings) => StartAsync<TillModule>(server, settings);

    public static async Task<TillHost> StartAsync<TModule>(PostgresServer server, params (string Key, string Value)[] settings)
        where TModule : Module, new()
    {
        // There are no entities, and so nothing else brings the migrations along.
        var builder = new ModuleHostBuilder<TModule>(server).WithServices(services => services.AddSingleton<ModuleMigrations>());
        foreach (var (key, value) in settings)
        {
            builder.With(key, value);
        }

        var host = new TillHost(await builder.StartAsync());
        await host.LookAsync<int>(
            $"""
            CREATE SCHEMA till;
            CREATE TABLE till.balances (
                projection text NOT NULL, generation int NOT NULL, tenant_id uuid NOT NULL, account text NOT NULL, balance bigint NOT NULL, first bigint NOT NULL, last bigint NOT NULL,
                in_order boolean NOT NULL, PRIMARY KEY (projection, generation, tenant_id, account));
            CREATE TABLE till.effects (name text NOT NULL);
            GRANT USAGE ON SCHEMA till TO {RoostRoles.App};
            GRANT SELECT, INSERT, UPDATE, DELETE ON till.balances, till.effects TO {RoostRoles.App};
            """);
        return host;
    }

    /// <summary>Starts another host on the same database, with the same module or what has become of it.</summary>
    public async Task<WebApplication> StartAnotherAsync<TModule>(params (string Key, string Value)[] settings)
        where TModule : Module, new()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var here = Services.GetRequiredService<IConfiguration>();
        builder.Configuration.AddInMemoryCollection(new[] { "App", "System", "Owner" }.ToDictionary(role => $"Roost:Postgres:{role}", role => here[$"Roost:Postgres:{role}"]));
        builder.Configuration.AddInMemoryCollection([new("Roost:Edge:DrainDelay", "00:00:00")]);
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        builder.AddRoost(roost => roost.AddModule<TModule>());
        builder.Services.AddSingleton<ModuleMigrations>();
        var application = builder.Build();
        application.UseRoost();
        await application.StartAsync();
        return application;
    }

    public CallContext Context(TenantId? tenant = null) => new(tenant ?? Tenant, Principal.User(Guid.CreateVersion7(), "staff"), "till-test");

    public Task<T> RunAsync<T>(Func<IServiceProvider, Task<T>> work, TenantId? tenant = null) =>
        Services.GetRequiredService<IOperations>().RunAsync(Context(tenant), (services, _) => work(services));

    public Task<StreamState<Account>> LoadAsync(string id, TenantId? tenant = null) => RunAsync(services => services.GetRequiredService<IStreams<Account>>().LoadAsync(id), tenant);

    /// <summary>Appends in one operation, whatever the version.</summary>
    public async Task AppendAsync(string id, params object[] events) =>
        (await RunAsync(services => services.GetRequiredService<IStreams<Account>>().AppendAsync(id, StreamVersion.Any, events))).Error.ShouldBeNull();

    /// <summary>Appends deposits as the database's function does it, with whatever transaction the connection has.</summary>
    public static async Task<long> DepositAsync(NpgsqlConnection connection, TenantId tenant, string id, params long[] amounts)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("SELECT set_config('app.tenant', $1, true)") { Parameters = { new() { Value = tenant.ToString() } } },
                new("SELECT seq_ FROM roost.stream_append('till.account', $1, -1, $2, $3, $4, $5) LIMIT 1")
                {
                    Parameters =
                    {
                        new() { Value = id }, new() { Value = amounts.Select(_ => "deposited").ToArray() },
                        new() { Value = amounts.Select(amount => Encoding.UTF8.GetBytes($$"""{"amount":{{amount}}}""")).ToArray() },
                        new() { Value = Encoding.UTF8.GetBytes("""{"k":2,"c":"raw"}""") }, new() { Value = Array.Empty<string>() },
                    },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        (await reader.ReadAsync()).ShouldBeTrue();
        return reader.GetInt64(0);
    }

    /// <summary>Asks the database as its superuser.</summary>
    public Task<IReadOnlyList<T>> LookAsync<T>(string sql, object? parameters = null) => _host.Database.LookAsync<T>(sql, parameters);

    public async Task<T> OneAsync<T>(string sql, object? parameters = null) => (await LookAsync<T>(sql, parameters))[0];

    public Task<NpgsqlConnection> OpenAsync(ClusterRole role = ClusterRole.App) => _host.Database.OpenAsync(role);

    /// <summary>Waits until a question to the database has the answer that is hoped for.</summary>
    public async Task UntilAsync<T>(string sql, T expected, object? parameters = null, int seconds = 120) =>
        (await _host.Database.UntilAsync<T>(sql, answer => Equals(answer, expected), TimeSpan.FromSeconds(seconds), parameters)).ShouldBe(expected, sql);

    /// <summary>Waits until a projection has gone by all that there is, in the generation that is read, perhaps without some tenants.</summary>
    public Task GoneByAsync(string projection, int seconds = 120) => UntilAsync(
        """
        SELECT g.position >= coalesce((SELECT max(e.seq) FROM roost.stream_event e WHERE e.stream = ANY (p.streams)), 0)
        FROM roost.projection p JOIN roost.projection_generation g ON g.projection = p.name AND g.generation = p.live WHERE p.name = @projection
        """,
        expected: true, new { projection }, seconds);

    /// <summary>Waits until it has taken in all that there is, of all tenants.</summary>
    public async Task CaughtUpAsync(string projection, int seconds = 120)
    {
        await GoneByAsync(projection, seconds);
        await UntilAsync("SELECT count(*) FROM roost.projection_behind WHERE projection = @projection", 0L, new { projection }, seconds);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
