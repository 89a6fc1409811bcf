using Npgsql;
using Roost.Messaging.Faults.Tests.Scenes;
using Roost.Messaging.TestWorker;
using Roost.Testing.Databases;

namespace Roost.Messaging.Faults.Tests.Stages;

/// <summary>A database in which a scene is played, the processes that play in it, and at the end the verdict.</summary>
internal sealed partial class Stage : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _players = [];
    private readonly List<WorkerProcess> _workers = [];
    private readonly Conditions _conditions;
    private int _names;

    private Stage(Conditions conditions, TestDatabase database)
    {
        _conditions = conditions;
        Database = database;
    }

    public TestDatabase Database { get; }

    /// <summary>Opens one with empty queues.</summary>
    public static Task<Stage> OpenAsync(Conditions conditions) => OpenAsync(conditions, Errand.Nothing);

    /// <summary>Opens one in which something was asked for already, once for all that have the same.</summary>
    /// <param name="conditions">What holds in it.</param>
    /// <param name="errand">What was asked for.</param>
    public static async Task<Stage> OpenAsync(Conditions conditions, Errand errand)
    {
        var template = $"{errand.Name}, {conditions.Bug?.Name}";
        return new(conditions, await conditions.Server.CreateAsync(template, database => PrepareAsync(new Stage(conditions, database), errand)));
    }

    /// <summary>Starts a worker, and returns when it works.</summary>
    public async Task<WorkerProcess> StartAsync(params (string Key, string Value)[] settings)
    {
        var worker = Launch(null, settings);
        await worker.WorksAsync();
        return worker;
    }

    /// <summary>Starts a worker that reaches the server by another port, and does not wait for it.</summary>
    public WorkerProcess Launch(int? port, params (string Key, string Value)[] settings)
    {
        var all = Settings("worker", port);
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var worker = WorkerProcess.Launch(_conditions.Worker, all);
        _workers.Add(worker);
        _players.Add(worker);
        return worker;
    }

    /// <summary>Starts a worker in this process, of the product as it is: it is there to end what others left.</summary>
    public Task HealAsync() => RunAsync("worker");

    /// <summary>Starts a host that asks for jobs.</summary>
    public async Task<Asking> AskingAsync(params (string Key, string Value)[] settings) => new((await RunAsync("api", settings)).Services, Database);

    /// <summary>Ends all who play.</summary>
    public async Task EndAsync()
    {
        foreach (var player in Enumerable.Reverse(_players))
        {
            await player.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await Database.DisposeAsync();
    }

    private async Task<RunningHost> RunAsync(string role, params (string Key, string Value)[] settings)
    {
        var all = Settings(role);
        // What it says would stand between the tests' own lines.
        all["Logging:LogLevel:Default"] = "None";
        // No load balancer has to notice that it goes.
        all["Roost:Edge:DrainDelay"] = "00:00:00";
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var host = await RunningHost.StartAsync(LedgerHost.Build([], all));
        _players.Add(host);
        return host;
    }

    /// <summary>The settings of a host with a name, by which the oracle knows it.</summary>
    private Dictionary<string, string?> Settings(string role, int? port = null)
    {
        var name = $"{role}-{Interlocked.Increment(ref _names)}";
        return new()
        {
            ["Roost:Host:Roles"] = role,
            ["Roost:Host:Name"] = name,
            ["Roost:Postgres:App"] = Connection("Roost:Postgres:App", name, port),
            ["Roost:Postgres:System"] = Connection("Roost:Postgres:System", name, port),
            ["Roost:Messaging:PollInterval"] = "00:00:00.200",
            ["Roost:Messaging:HeartbeatInterval"] = "00:00:00.200",
            ["Roost:Messaging:WorkerTimeout"] = "00:00:01",
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["Logging:LogLevel:Npgsql"] = "Warning",
        };
    }

    private string Connection(string key, string name, int? port)
    {
        // Nothing is encrypted, so that the proxy can read along.
        var connection = new NpgsqlConnectionStringBuilder(Database.Settings[key]) { ApplicationName = name, SslMode = SslMode.Disable, GssEncryptionMode = GssEncryptionMode.Disable };
        connection.Port = port ?? connection.Port;
        return connection.ConnectionString;
    }
}
