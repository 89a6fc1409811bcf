using Microsoft.Extensions.DependencyInjection;
using Roost.EntityFramework.Migrations;
using Roost.Messaging.Jobs;
using Roost.Messaging.Steering;
using Roost.Operations;
using Roost.Postgres.Embedded;
using Roost.Testing.Databases;
using Roost.Testing.Modules;

namespace Roost.Messaging.Tests;

/// <summary>The chores with a worker, and a database of their own.</summary>
internal sealed class ChoresHost : IAsyncDisposable
{
    private readonly ModuleHost _host;

    private ChoresHost(ModuleHost host) => _host = host;

    public TenantId Tenant { get; } = TenantId.New();

    public Book Book => _host.Services.GetRequiredService<Book>();

    public IServiceProvider Services => _host.Services;

    public JobViews Views => Services.GetRequiredService<JobViews>();

    public JobSteering Steering => Services.GetRequiredService<JobSteering>();

    public static Task<ChoresHost> StartAsync(PostgresServer server, params (string Key, string Value)[] settings) => StartAsync(server, static _ => { }, settings);

    public static async Task<ChoresHost> StartAsync(PostgresServer server, Action<IServiceCollection> adjust, params (string Key, string Value)[] settings)
    {
        // There are no entities, and so nothing else brings the migrations along.
        var builder = new ModuleHostBuilder<ChoresModule>(server).WithServices(services => services.AddSingleton<ModuleMigrations>()).WithServices(adjust);
        foreach (var (key, value) in settings)
        {
            builder.With(key, value);
        }

        var host = new ChoresHost(await builder.StartAsync());
        await host.LookAsync<int>(
            $"""
            CREATE SCHEMA chores;
            CREATE TABLE chores.effects (name text NOT NULL);
            GRANT USAGE ON SCHEMA chores TO {RoostRoles.App};
            GRANT SELECT, INSERT ON chores.effects TO {RoostRoles.App};
            """);
        return host;
    }

    /// <summary>Asks for chores in one operation.</summary>
    public Task<Guid[]> AskAsync(params (string Name, JobOptions? Options)[] chores) => RunAsync(services =>
    {
        var jobs = services.GetRequiredService<IJobs>();
        return Task.FromResult(Array.ConvertAll(chores, chore => jobs.Enqueue(new Chore(chore.Name), chore.Options)));
    });

    /// <summary>Asks for jobs of any kind in one operation.</summary>
    public Task<Guid[]> AskAsync<TJob>(IEnumerable<TJob> asked, Func<TJob, JobOptions?>? options = null)
        where TJob : notnull => RunAsync(services =>
    {
        var jobs = services.GetRequiredService<IJobs>();
        return Task.FromResult(asked.Select(job => jobs.Enqueue(job, options?.Invoke(job))).ToArray());
    });

    public Task<Guid[]> AskAsync(string name) => AskAsync((name, null));

    public Task<T> RunAsync<T>(Func<IServiceProvider, Task<T>> work) => Services.GetRequiredService<IOperations>().RunAsync(Context(), (services, _) => work(services));

    public CallContext Context() => new(Tenant, Principal.User(Guid.CreateVersion7(), "staff"), "chores-test");

    /// <summary>Asks the database as its superuser.</summary>
    public Task<IReadOnlyList<T>> LookAsync<T>(string sql, object? parameters = null) => _host.Database.LookAsync<T>(sql, parameters);

    /// <summary>The system role's connections, as somebody outside of the host has them.</summary>
    public Npgsql.NpgsqlDataSource CreateSystem() => Npgsql.NpgsqlDataSource.Create(_host.Database.Settings["Roost:Postgres:System"]);

    public Task<Npgsql.NpgsqlConnection> OpenAsync() => _host.Database.OpenAsync(ClusterRole.Superuser);

    public async Task<T> CountAsync<T>(string sql, object? parameters = null) => (await LookAsync<T>(sql, parameters))[0];

    /// <summary>Waits until a question to the database has the answer that is hoped for.</summary>
    public async Task UntilAsync<T>(string sql, T expected, object? parameters = null) =>
        (await _host.Database.UntilAsync<T>(sql, answer => Equals(answer, expected), TimeSpan.FromMinutes(2), parameters)).ShouldBe(expected, sql);

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
