using System.Net.Http.Json;
using System.Text.Json;
using Roost.Gateway.TestHost;
using Roost.Messaging.Faults.Tests.Stages;
using Roost.Postgres.Embedded;

namespace Roost.Gateway.Tests;

/// <summary>A gateway with two hosts behind it, each a process of its own.</summary>
internal sealed class Front : IAsyncDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"topology-{Guid.CreateVersion7():N}.json");
    private readonly Dictionary<string, int> _ports;
    private readonly Dictionary<string, WorkerProcess> _hosts = [];
    private readonly Dictionary<string, string?> _settings;

    private Front(Dictionary<string, string?> settings)
    {
        _settings = settings;
        _ports = new() { ["gateway"] = LoopbackPort.FindFree(), ["one"] = LoopbackPort.FindFree(), ["two"] = LoopbackPort.FindFree() };
        File.WriteAllText(_file, $$"""
            { "hosts": {
                "gateway": { "roles": ["gateway"], "port": {{_ports["gateway"]}} },
                "one": { "roles": ["api", "worker"], "modules": ["*"], "port": {{_ports["one"]}} },
                "two": { "roles": ["api", "worker"], "modules": ["*"], "port": {{_ports["two"]}} } } }
            """);
        Client = ClientOf("gateway");
    }

    public HttpClient Client { get; }

    public Uri Address => new($"http://127.0.0.1:{_ports["gateway"]}");

    public string Log => string.Join('\n', _hosts.Values.Select(host => host.Output));

    public static async Task<Front> StartAsync(params (string Key, string Value)[] settings)
    {
        var front = new Front(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        await front.StartAsync("one");
        await front.StartAsync("two");
        await front.StartAsync("gateway");
        await front.UntilAsync(() => front.IsReadyAsync("gateway"));
        return front;
    }

    public HttpClient ClientOf(string host) => new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new($"http://127.0.0.1:{_ports[host]}"), Timeout = TimeSpan.FromSeconds(30) };

    public WorkerProcess Of(string host) => _hosts[host];

    public async Task StartAsync(string host)
    {
        _hosts[host] = WorkerProcess.Launch(typeof(EchoModule).Assembly.Location, new Dictionary<string, string?>(_settings)
        {
            ["Roost:Host:Topology"] = _file,
            ["Roost:Host:Name"] = host,
            ["Roost:Edge:DrainDelay"] = _settings.GetValueOrDefault("Roost:Edge:DrainDelay") ?? "00:00:00",
            ["DOTNET_ENVIRONMENT"] = "Development",
        });
        await _hosts[host].ListensAsync();
        await UntilAsync(() => host == "gateway" ? Task.FromResult(true) : IsReadyAsync(host));
    }

    public async Task<bool> IsReadyAsync(string host)
    {
        using var client = ClientOf(host);
        using var answer = await client.GetAsync("/readyz");
        return answer.IsSuccessStatusCode;
    }

    /// <summary>The hosts that answer several requests; the status of those that none has answered.</summary>
    public async Task<IReadOnlySet<string>> WhoAnswersAsync()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 30; i++)
        {
            using var answer = await Client.GetAsync(new Uri("/v1/echo", UriKind.Relative));
            seen.Add(answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<Seen>(JsonSerializerOptions.Web))!.Host : $"{(int)answer.StatusCode}");
        }

        return seen;
    }

    public async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await holds())
        {
            try
            {
                await timer.WaitForNextTickAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException(Log);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var host in _hosts.Values)
        {
            await host.DisposeAsync();
        }

        File.Delete(_file);
    }
}
