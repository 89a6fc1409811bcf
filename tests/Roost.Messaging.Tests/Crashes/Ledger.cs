using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Roost.EntityFramework.Migrations;
using Roost.Messaging.Jobs;
using Roost.Messaging.TestWorker;
using Roost.Operations;
using Roost.Postgres.Embedded;
using Roost.Testing.Databases;
using Roost.Testing.Modules;

namespace Roost.Messaging.Tests.Crashes;

/// <summary>A host that asks for work and does none, and processes that do it. Afterwards it is the oracle: what must be true whatever happened.</summary>
internal sealed class Ledger : IAsyncDisposable
{
    private readonly ModuleHost _host;
    private readonly List<WorkerProcess> _workers = [];
    private readonly Dictionary<string, string> _settings;

    private Ledger(ModuleHost host)
    {
        _host = host;
        var configuration = host.Services.GetRequiredService<IConfiguration>();
        _settings = new()
        {
            ["Roost:Host:Roles"] = "worker",
            ["Roost:Postgres:App"] = configuration["Roost:Postgres:App"]!,
            ["Roost:Postgres:System"] = configuration["Roost:Postgres:System"]!,
            ["Roost:Messaging:PollInterval"] = "00:00:00.200",
            ["Roost:Messaging:HeartbeatInterval"] = "00:00:00.200",
            ["Roost:Messaging:WorkerTimeout"] = "00:00:01",
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["Logging:LogLevel:Npgsql"] = "Warning",
        };
    }

    public TestDatabase Database => _host.Database;

    public static async Task<Ledger> OpenAsync(PostgresServer server)
    {
        var ledger = new Ledger(await new ModuleHostBuilder<LedgerModule>(server).With("Roost:Host:Roles", "api")
            .WithServices(services => services.AddSingleton<ModuleMigrations>()).StartAsync());
        await ledger.LookAsync<int>($"{LedgerModule.Tables} GRANT USAGE ON SCHEMA ledger TO {RoostRoles.App}; GRANT SELECT, INSERT ON ledger.effects TO {RoostRoles.App};");
        return ledger;
    }

    /// <summary>Starts a worker.</summary>
    /// <param name="settings">What differs from the others.</param>
    public async Task<WorkerProcess> StartAsync(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string>(_settings);
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var worker = await WorkerProcess.StartAsync(all);
        _workers.Add(worker);
        return worker;
    }

    public Task<IReadOnlyList<Guid>> PostAsync(int from, int count, Func<int, Post> create) =>
        _host.Services.GetRequiredService<IJobSender>().SendManyAsync(Context(), Enumerable.Range(from, count).Select(create));

    public Task<Guid> SendAsync<TJob>(TJob job)
        where TJob : notnull => _host.Services.GetRequiredService<IJobSender>().SendAsync(Context(), job);

    public Task<IReadOnlyList<T>> LookAsync<T>(string sql, object? parameters = null) => Database.LookAsync<T>(sql, parameters);

    public async Task<T> CountAsync<T>(string sql, object? parameters = null) => (await LookAsync<T>(sql, parameters))[0];

    /// <summary>Waits until a question to the database has an answer that will do.</summary>
    public async Task<T> UntilAsync<T>(string sql, Func<T, bool> will, TimeSpan? atMost = null)
    {
        var answer = await Database.UntilAsync(sql, will, atMost ?? TimeSpan.FromSeconds(60));
        will(answer).ShouldBeTrue($"{sql} is {answer}. {string.Join('\n', _workers.Select(worker => worker.Output))}");
        return answer;
    }

    /// <summary>Waits until all is over, for a minute at most, and checks it: each job over once, each effect there once, nothing of a dead letter.</summary>
    public async Task BalanceAsync(int posts, int writing)
    {
        await UntilAsync<long>("SELECT count(*) FROM roost.job", live => live == 0, TimeSpan.FromMinutes(2));
        (await LookAsync<string>("SELECT id || ' ' || count(*) FROM roost.job_done GROUP BY id HAVING count(*) > 1")).ShouldBeEmpty("These were completed twice.");
        (await LookAsync<Guid>("SELECT id FROM roost.job_done INTERSECT SELECT id FROM roost.job_dead")).ShouldBeEmpty("These are both done and dead.");
        (await LookAsync<string>("SELECT what || ' ' || number || ' ' || count(*) FROM ledger.effects GROUP BY what, number HAVING count(*) > 1")).ShouldBeEmpty("These happened twice.");
        // Whoever is killed three times while it has a job as its only suspect makes a dead letter of it, by chance.
        var dead = await LookAsync<string>("SELECT error FROM roost.job_dead");
        dead.ShouldAllBe(error => error == "Its worker died, three times.");
        dead.Count.ShouldBeLessThan(5);
        var deadPosts = await CountAsync<int>("SELECT count(*)::int FROM roost.job_dead WHERE kind = 'ledger.post'");
        (await CountAsync<int>("SELECT count(*)::int FROM roost.job_done WHERE kind = 'ledger.post'")).ShouldBe(posts - deadPosts);
        (await CountAsync<int>("SELECT count(*)::int FROM ledger.effects WHERE what = 'post'")).ShouldBeInRange(writing - deadPosts, writing);
        var followed = await CountAsync<int>("SELECT count(*)::int FROM roost.job_done WHERE kind = 'ledger.follow-up'");
        (await CountAsync<int>("SELECT count(*)::int FROM ledger.effects WHERE what = 'follow-up'")).ShouldBe(followed);
        followed.ShouldBeInRange(writing - dead.Count, writing);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            await worker.DisposeAsync();
        }

        await _host.DisposeAsync();
    }

    private static CallContext Context() => new(TenantId.New(), Principal.System, "crash-test");
}
