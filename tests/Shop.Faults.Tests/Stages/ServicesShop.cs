using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Roost.Messaging.Faults.Tests.Stages;
using Roost.Testing.Applications;
using Roost.Testing.Databases;
using Shop.Faults.Tests.Topologies;
using Shop.PaymentSandbox.Tests;

namespace Shop.Faults.Tests.Stages;

/// <summary>
/// A Shop in the topology <c>services</c>: a gateway, and three services with their workers, each service with a database of its own. One host dies at a time, and the others
/// live on.
/// </summary>
/// <param name="server">Where its databases are.</param>
/// <param name="program">The hosts' assembly.</param>
internal sealed class ServicesShop(PostgresServer server, string program) : CrashShop
{
    private const string CustomerEmail = "ada@people.example";
    private const string OwnerEmail = "owner@people.example";
    private const string Password = "roost-faults-only";

    // A token lasts three times as long, and no scene that long.
    private static readonly TimeSpan SignedIn = TimeSpan.FromMinutes(5);
    private readonly ServicesTopology _topology = new();
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, ServiceDatabase> _databases = [];
    private readonly Dictionary<string, Task<Life>> _lives = [];
    private readonly string _slug = $"s{Guid.CreateVersion7():N}";
    private HttpClient? _entrance;
    private string _customer = "";
    private string _owner = "";
    private long? _signedIn;
    private SandboxProcess? _sandbox;

    public override IReadOnlyList<string> Hosts => [.. _topology.Hosts.Select(host => host.Name)];

    public override SandboxClient Sandbox => _sandbox!.Api;

    protected override string Customer => _customer;

    protected override string Staff => _owner;

    protected override IReadOnlyList<TestDatabase> Databases => [.. _databases.Values.Select(database => database.Database)];

    public override Task<Life> LifeOfAsync(string host)
    {
        lock (_lives)
        {
            return _lives[host];
        }
    }

    public override async Task SignInAsync()
    {
        if (_signedIn is { } since && Stopwatch.GetElapsedTime(since) < SignedIn)
        {
            return;
        }

        (_customer, _owner) = (await SignInAsync(CustomerEmail), await SignInAsync(OwnerEmail));
        _signedIn = Stopwatch.GetTimestamp();
    }

    // There is nobody apart who could ask for it. What the provider says, the laws compare as well.
    public override Task ReconcileAsync() => Task.CompletedTask;

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await Task.WhenAll(_lives.Values.Select(EndAsync));
        }
        finally
        {
            _entrance?.Dispose();
            await (_sandbox?.DisposeAsync() ?? default);
            foreach (var database in _databases.Values)
            {
                await database.DisposeAsync();
            }

            _folder.Dispose();
            Directory.Delete(Mails, recursive: true);
        }
    }

    protected override async Task StartAsync()
    {
        _sandbox = await SandboxProcess.StartAsync(_folder.Path, SlowSeconds);
        foreach (var (name, host) in _topology.Databases)
        {
            _databases[name] = await ServiceDatabase.CreateAsync(server);
            await MigrateAsync(name, host);
        }

        await Task.WhenAll(_topology.Hosts.Select(BeginAsync));
        _entrance = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new($"http://127.0.0.1:{_topology.Gateway.Port}"), Timeout = TimeSpan.FromSeconds(30) };
        await SettleInAsync();
    }

    protected override async Task ReplaceAsync(string host)
    {
        await (await LifeOfAsync(host)).DisposeAsync();
        await PassTimeAsync(Find(host));
        await BeginAsync(Find(host));
    }

    protected override Task<HttpClient> EntranceAsync() => Task.FromResult(_entrance!);

    protected override TestDatabase DatabaseOf(string module) => _databases[_topology.DatabaseOf(module)].Database;

    private ServiceHost Find(string name) => _topology.Hosts.Single(host => host.Name == name);

    private async Task MigrateAsync(string database, ServiceHost host)
    {
        var file = Path.Combine(_folder.Path, "topology.json");
        await File.WriteAllTextAsync(file, _topology.For(host, port => port));
        var migration = new TestApplicationBuilder<Program>().With("Roost:Host:Topology", file).With("Roost:Postgres:Owner", $"{_databases[database].Database.Settings["Roost:Postgres:Owner"]};Timeout=60");
        foreach (var (key, value) in SettingsOf(host))
        {
            migration.With(key, value!);
        }

        await migration.RunAsync("migrate");
    }

    private async Task BeginAsync(ServiceHost host)
    {
        var life = Life.StartAsync(new(program, server.Cluster.Port, Sandbox.Address, SettingsOf(host))
        {
            RenewsKeys = Bug?.RenewsKeys == true,
            IsWorker = host.IsWorker,
            Around = (script, fate) => new(_topology, host, script, fate),
            Died = () => AroundAsync(host, neighbours => neighbours.CloseAsync(host.Name)),
        });
        lock (_lives)
        {
            _lives[host.Name] = life;
        }

        await life;
        await AroundAsync(host, neighbours =>
        {
            neighbours.Open(host.Name);
            return Task.CompletedTask;
        });
    }

    /// <summary>Does something with what each other host has around it.</summary>
    private async Task AroundAsync(ServiceHost host, Func<Neighbours, Task> act)
    {
        foreach (var other in _topology.Hosts.Where(other => other != host))
        {
            await act((await LifeOfAsync(other.Name)).Neighbours!);
        }
    }

    /// <summary>
    /// Lets time pass for what a host that is dead had for itself: leases of requests, claims of mails, and calls to the provider, of which none can arrive any more. What the
    /// others are at is left alone.
    /// </summary>
    private async Task PassTimeAsync(ServiceHost host)
    {
        if (host.IsApi)
        {
            await ForgetRequestsAsync(host.Modules);
        }

        if (host.IsApi && host.Modules.Contains("notifications"))
        {
            await ForgetMailsAsync();
        }

        if (host.IsWorker && host.Modules.Contains("payments"))
        {
            await ForgetPaymentsAsync();
        }
    }

    private Dictionary<string, string?> SettingsOf(ServiceHost host)
    {
        var settings = Settings();
        // A gateway has none, and is told of one that it does not use.
        foreach (var (key, value) in (host.Database is { } database ? _databases[database] : _databases.Values.First()).Settings)
        {
            settings[key] = value;
        }

        foreach (var other in _topology.Hosts.Where(other => other != host))
        {
            settings[$"Roost:Trust:Hosts:{other.Name}"] = other.Key.Public;
        }

        settings["Roost:Trust:Key"] = host.Key.Private;
        settings["Roost:Host:Name"] = host.Name;
        settings["Roost:Postgres:PoolSize"] = "6";
        settings["Roost:Edge:DrainDelay"] = "00:00:00";
        settings["Modules:payments:ProviderUrl"] = Sandbox.Address.AbsoluteUri;
        return settings;
    }

    /// <summary>Opens a shop, as a merchant would, and comes there as a customer.</summary>
    private async Task SettleInAsync()
    {
        await AskAsync(HttpMethod.Get, "/readyz", null, null, HttpStatusCode.OK);
        // Who asks again, since no answer came in time, may be told that it is there already.
        await AskAsync(HttpMethod.Post, "/v1/tenants", null, new { slug = _slug, name = "The Blue Door", ownerEmail = OwnerEmail, ownerPassword = Password }, HttpStatusCode.Created, HttpStatusCode.Conflict);
        await AskAsync(HttpMethod.Post, "/v1/auth/register", _slug, new { email = CustomerEmail, password = Password, name = "Ada" }, HttpStatusCode.Created, HttpStatusCode.Conflict);
        await SignInAsync();
    }

    private async Task<string> SignInAsync(string email) =>
        (await AskAsync(HttpMethod.Post, "/v1/auth/login", _slug, new { email, password = Password }, HttpStatusCode.OK)).GetProperty("accessToken").GetString()!;

    /// <summary>Asks until there is an answer that was expected. Nobody dies meanwhile: it takes what time the machine wants, as the start of a host does.</summary>
    private async Task<JsonElement> AskAsync(HttpMethod method, string path, string? shop, object? body, params HttpStatusCode[] expected)
    {
        using var patience = new CancellationTokenSource(WorkerProcess.Patience);
        using var timer = new PeriodicTimer(Glance);
        var last = "nothing";
        do
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            if (shop is not null)
            {
                request.Headers.Add("X-Tenant", shop);
            }

            try
            {
                using var answer = await _entrance!.SendAsync(request, patience.Token);
                var said = await answer.Content.ReadFromJsonAsync<JsonElement>(patience.Token);
                if (expected.Contains(answer.StatusCode))
                {
                    return said;
                }

                last = $"{answer.StatusCode} {said.GetRawText()}";
            }
            catch (OperationCanceledException exception)
            {
                last = $"{exception.Message} after {last}";
            }
        }
        while (!patience.IsCancellationRequested && await timer.WaitForNextTickAsync());

        throw new TimeoutException($"{method} {path} came to nothing within {WorkerProcess.Patience.TotalSeconds:0} s; at last it was {last}. {await LastLinesAsync()}");
    }
}
