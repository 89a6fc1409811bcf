using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Roost.EntityFramework.Migrations;
using Roost.Hosting;
using Roost.Messaging.Events;
using Roost.Modules;
using Roost.Operations;
using Roost.Postgres.Embedded;
using Roost.Testing.Databases;
using Roost.Testing.Modules;

namespace Roost.Messaging.Tests.Events;

/// <summary>A module that has to do with news, with a worker, and a database of its own.</summary>
internal sealed class NewsHost : IAsyncDisposable
{
    private readonly ModuleHost _host;

    private NewsHost(ModuleHost host) => _host = host;

    public TenantId Tenant { get; } = TenantId.New();

    public Desk Desk => Services.GetRequiredService<Desk>();

    public IServiceProvider Services => _host.Services;

    public static Task<NewsHost> StartAsync(PostgresServer server, params (string Key, string Value)[] settings) => StartAsync<NewsModule>(server, settings);

    public static async Task<NewsHost> StartAsync<TModule>(PostgresServer server, params (string Key, string Value)[] settings)
        where TModule : Module, new()
    {
        // There are no entities, and so nothing else brings the migrations along.
        var builder = new ModuleHostBuilder<TModule>(server).WithServices(services => services.AddSingleton<ModuleMigrations>());
        foreach (var (key, value) in settings)
        {
            builder.With(key, value);
        }

        var host = new NewsHost(await builder.StartAsync());
        await host.LookAsync<int>(
            $"""
            CREATE SCHEMA news;
            CREATE TABLE news.effects (name text NOT NULL);
            GRANT USAGE ON SCHEMA news TO {RoostRoles.App};
            GRANT SELECT, INSERT ON news.effects TO {RoostRoles.App};
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
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Roost:Postgres:App"] = here["Roost:Postgres:App"],
            ["Roost:Postgres:System"] = here["Roost:Postgres:System"],
            ["Roost:Postgres:Owner"] = here["Roost:Postgres:Owner"],
            ["Roost:Edge:DrainDelay"] = "00:00:00",
        });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        builder.AddRoost(roost => roost.AddModule<TModule>());
        builder.Services.AddSingleton<ModuleMigrations>();
        var application = builder.Build();
        application.UseRoost();
        await application.StartAsync();
        return application;
    }

    /// <summary>Publishes in one operation.</summary>
    public Task<Guid[]> PrintAsync(params string[] titles) => RunAsync(services =>
    {
        var events = services.GetRequiredService<IEvents>();
        return Task.FromResult(Array.ConvertAll(titles, title => events.Publish(new Printed(title))));
    });

    public Task<T> RunAsync<T>(Func<IServiceProvider, Task<T>> work) => Services.GetRequiredService<IOperations>().RunAsync(Context(), (services, _) => work(services));

    public CallContext Context() => new(Tenant, Principal.User(Guid.CreateVersion7(), "staff"), "news-test");

    /// <summary>Asks the database as its superuser.</summary>
    public Task<IReadOnlyList<T>> LookAsync<T>(string sql, object? parameters = null) => _host.Database.LookAsync<T>(sql, parameters);

    public Task<NpgsqlConnection> OpenAsync(ClusterRole role = ClusterRole.Superuser) => _host.Database.OpenAsync(role);

    public async Task<T> CountAsync<T>(string sql, object? parameters = null) => (await LookAsync<T>(sql, parameters))[0];

    /// <summary>Waits until a question to the database has the answer that is hoped for.</summary>
    public async Task UntilAsync<T>(string sql, T expected, object? parameters = null) =>
        (await _host.Database.UntilAsync<T>(sql, answer => Equals(answer, expected), TimeSpan.FromMinutes(2), parameters)).ShouldBe(expected, sql);

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
