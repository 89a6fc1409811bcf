using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Roost;
using Roost.EntityFramework;
using Roost.Model;
using Roost.Postgres.Embedded;
using Roost.Testing.Applications;
using Roost.Testing.Databases;
using Shop.PaymentSandbox.Tests;

namespace Shop.Tests;

/// <summary>The whole Shop: its own Program, a copy of the migrated and seeded database, and the real sandbox.</summary>
public class RunningShop(PostgresServer server) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SandboxProcess? _sandbox;
    private TestDatabase? _database;
    private TestApplication<Program>? _application;

    internal DemoShop Acme { get; } = new("acme", "Acme Outfitters", "EUR");

    internal DemoShop Globex { get; } = new("globex", "Globex Goods", "USD");

    internal TenantId AcmeId { get; private set; }

    internal TenantId GlobexId { get; private set; }

    internal SandboxClient Sandbox => _sandbox!.Api;

    internal TestDatabase Database => _database!;

    internal TestApplication<Program> Application => _application!;

    /// <summary>The schemas of the modules with tables.</summary>
    internal IReadOnlyList<string> Schemas =>
        [.. Application.Services.GetRequiredService<ApplicationModel>().Facts<DatabaseFact>().Select(fact => fact.Fact.Schema)];

    /// <summary>How long the slow bank takes.</summary>
    protected virtual double SlowSeconds => 0.5;

    public virtual async ValueTask InitializeAsync()
    {
        var sandbox = SandboxProcess.StartAsync(_folder.Path, SlowSeconds);
        _database = await server.CreateAsync("shop, migrated and seeded", PrepareAsync);
        _sandbox = await sandbox;
        var builder = Configure(new TestApplicationBuilder<Program>().With(_database), _sandbox.Api.Address, _folder.Path);
        Adjust(builder);
        _application = builder.Start();
        AcmeId = await FindAsync(Acme);
        GlobexId = await FindAsync(Globex);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await DisposeAllAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What any Shop needs to start, and what keeps it from refusing many requests from one address.</summary>
    internal static TestApplicationBuilder<Program> Configure(TestApplicationBuilder<Program> builder, Uri provider, string folder) => builder
        .With("Modules:payments:ProviderUrl", provider.AbsoluteUri)
        .With("Modules:notifications:MailFolder", Path.Combine(folder, "mails"))
        .With("Logging:LogLevel:Default", "Error")
        .With("Roost:RateLimits:Default:Permits", "1000000")
        .With("Roost:RateLimits:SignIn:Permits", "1000000")
        .With("Roost:RateLimits:Tenant:Permits", "1000000");

    /// <summary>What this Shop has of its own.</summary>
    protected virtual void Adjust(TestApplicationBuilder<Program> builder)
    {
    }

    /// <summary>Looks past row-level security.</summary>
    internal async Task<IReadOnlyList<T>> LookAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await Database.OpenAsync(ClusterRole.Superuser);
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    /// <summary>Waits until a question that is asked past row-level security is answered with yes.</summary>
    internal async Task UntilAsync(string sql, object? parameters = null)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!(await LookAsync<bool>(sql, parameters)).Single())
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    private static async Task PrepareAsync(TestDatabase template)
    {
        using var folder = new TemporaryFolder();
        var builder = Configure(new TestApplicationBuilder<Program>().With(template), new("http://127.0.0.1:9/"), folder.Path);
        await builder.RunAsync("migrate");
        await builder.RunAsync("seed");
    }

    private async Task<TenantId> FindAsync(DemoShop shop) =>
        new((await LookAsync<Guid>("SELECT id FROM tenants.tenants WHERE slug = @Slug", shop)).ShouldHaveSingleItem());

    private async Task DisposeAllAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        _folder.Dispose();
    }
}
