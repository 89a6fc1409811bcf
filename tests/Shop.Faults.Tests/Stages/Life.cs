using Npgsql;
using Roost.Messaging.Faults.Tests.Proxy;
using Roost.Messaging.Faults.Tests.Stages;
using Shop.Faults.Tests.Proxy;
using Shop.Faults.Tests.Topologies;

namespace Shop.Faults.Tests.Stages;

/// <summary>
/// One life of a host: a process that reaches the database, the provider and other hosts through proxies, which count what it says, and kill it at one message.
/// </summary>
internal sealed class Life : IAsyncDisposable
{
    private readonly Script _script = new(null, waits: true, ShopStatements.IsPoint);
    private readonly PostgresProxy _database;
    private readonly HttpProxy _provider;
    private readonly WorkerProcess _process;
    private HttpClient? _http;

    private Life(Birth birth)
    {
        _database = new(birth.Server, _script, ShopStatements.Name);
        _provider = new(birth.Provider, new(_script, _database, renewsKeys: birth.RenewsKeys));
        Neighbours = birth.Around(_script, _database);
        _process = WorkerProcess.Launch(birth.Program, new Dictionary<string, string?>([.. birth.Settings, .. Neighbours?.Settings ?? new Dictionary<string, string?>()])
        {
            ["Roost:Postgres:App"] = Through(birth.Settings["Roost:Postgres:App"], _database.Port),
            ["Roost:Postgres:System"] = Through(birth.Settings["Roost:Postgres:System"], _database.Port),
            ["Modules:payments:ProviderUrl"] = _provider.Address.AbsoluteUri,
        });
        _database.Kill(async () =>
        {
            await _process.KillAsync();
            await birth.Died();
        });
    }

    /// <summary>Calls it.</summary>
    public HttpClient Http => _http!;

    /// <summary>The hosts around it, if there are any.</summary>
    public Neighbours? Neighbours { get; }

    /// <summary>Ends when it is dead.</summary>
    public Task Reached => _database.Reached;

    /// <summary>By statement or request, the messages that count which it sent since it was last told to begin.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<char>> Said => _script.Said;

    public string LastLines => _process.LastLines;

    /// <summary>Starts one, and returns when it answers and works.</summary>
    public static async Task<Life> StartAsync(Birth birth)
    {
        var life = new Life(birth);
        try
        {
            life._http = new HttpClient { BaseAddress = await life._process.ListensAsync(), Timeout = TimeSpan.FromSeconds(30) };
            if (birth.IsWorker)
            {
                await life._process.WorksAsync();
            }

            return life;
        }
        catch
        {
            await life.DisposeAsync();
            throw;
        }
    }

    /// <summary>Counts from now on, and dies at the point, if there is one.</summary>
    public void Begin(Point? point) => _script.Begin(point);

    /// <summary>Lets it live.</summary>
    /// <returns>Whether it is dying already.</returns>
    public bool End() => _script.End();

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        await _process.DisposeAsync();
        await _database.DisposeAsync();
        await _provider.DisposeAsync();
        await (Neighbours?.DisposeAsync() ?? default);
    }

    // Nothing is encrypted, so that the proxy can read along.
    private static string Through(string? connection, int port) =>
        new NpgsqlConnectionStringBuilder(connection) { Port = port, SslMode = SslMode.Disable, GssEncryptionMode = GssEncryptionMode.Disable }.ConnectionString;
}
