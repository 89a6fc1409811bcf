using System.Net;
using System.Net.Sockets;
using Roost.Gateway.TestHost;
using Roost.Messaging.Faults.Tests.Stages;
using Roost.Postgres.Embedded;
using Roost.Postgres.Schema;
using Roost.Security.RateLimits.Shared;
using Roost.Security.Tokens;
using Roost.Testing.Databases;

namespace Roost.Security.Tests.RateLimits;

/// <summary>Two gateways and the host behind them, each a process of its own.</summary>
public sealed class TwoGatewaysTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly string[] Gateways = ["east", "west"];
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"topology-{Guid.CreateVersion7():N}.json");
    private readonly Dictionary<string, int> _ports = new[] { "east", "west", "echo" }.ToDictionary(host => host, _ => LoopbackPort.FindFree());
    private readonly List<WorkerProcess> _hosts = [];
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateAsync();
        await using var owner = await _database.OpenAsync(ClusterRole.Owner);
        await new RoostSchema([new RateLimitSchema()]).ApplyAsync(owner, new(RoostRoles.App, RoostRoles.System), CancellationToken.None);
        await File.WriteAllTextAsync(_file, $$"""
            { "hosts": {
                "east": { "roles": ["gateway"], "port": {{_ports["east"]}} },
                "west": { "roles": ["gateway"], "port": {{_ports["west"]}} },
                "echo": { "roles": ["api", "worker"], "modules": ["*"], "port": {{_ports["echo"]}} } } }
            """);
        await Task.WhenAll(_ports.Keys.Select(StartAsync));
    }

    [Fact]
    public async Task A_limit_of_a_hundred_a_minute_lets_a_hundred_through_both_together()
    {
        // From another address, until both have their connection to the store and know the host behind.
        await Task.WhenAll(Gateways.Select(gateway => UntilItAnswersAsync(gateway, from: "127.0.0.2")));
        var clients = Gateways.Select(gateway => ClientOf(gateway, from: "127.0.0.3")).ToArray();

        // Most come to one of them: did each allow its half, that would be eighty.
        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => AskAsync(clients[i % 10 == 0 ? 0 : 1])));

        answers.Count(answer => answer == HttpStatusCode.OK).ShouldBeInRange(99, 101);
        answers.Count(answer => answer == HttpStatusCode.TooManyRequests).ShouldBeInRange(199, 201);
        // And for all that it goes on.
        (await AskAsync(clients[0])).ShouldBe(HttpStatusCode.TooManyRequests);
        (await AskAsync(clients[1])).ShouldBe(HttpStatusCode.TooManyRequests);
        foreach (var client in clients)
        {
            client.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        await _database.DisposeAsync();
        File.Delete(_file);
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/v1/echo", UriKind.Relative));
        return answer.StatusCode;
    }

    private async Task UntilItAnswersAsync(string gateway, string from)
    {
        using var client = ClientOf(gateway, from);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await AskAsync(client) != HttpStatusCode.OK)
        {
            await Task.Delay(50, patience.Token);
        }
    }

    private HttpClient ClientOf(string gateway, string from) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = new($"http://127.0.0.1:{_ports[gateway]}"),
    };

    private async Task StartAsync(string host)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Roost:Host:Topology"] = _file,
            ["Roost:Host:Name"] = host,
            ["Roost:Edge:DrainDelay"] = "00:00:00",
            ["DOTNET_ENVIRONMENT"] = "Development",
        };
        if (Gateways.Contains(host))
        {
            settings["Roost:RateLimits:IsShared"] = "true";
            // Five processes on a busy machine: whoever is late is counted by a gateway alone, as it should be.
            settings["Roost:RateLimits:StorePatience"] = "00:00:10";
            settings["Roost:RateLimits:Default:Permits"] = "100";
            settings["Roost:Tokens:PublicKeys:0"] = SigningKeyPem.PublicPart(SigningKeyPem.Create());
            settings["Roost:Postgres:App"] = _database.Settings["Roost:Postgres:App"];
        }

        var process = WorkerProcess.Launch(typeof(EchoModule).Assembly.Location, settings);
        lock (_hosts)
        {
            _hosts.Add(process);
        }

        await process.ListensAsync();
    }
}
