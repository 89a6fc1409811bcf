using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Faults.Tests.Stages;
using Roost.Operations;
using Roost.Postgres.Embedded;
using Roost.Remoting.Contracts.Trust;
using Roost.Remoting.TestHost;

namespace Roost.Remoting.Tests.Contracts;

/// <summary>
/// A topology of two: the module <c>probe</c> in a host that is a process of its own, or in several of them, and the module <c>asker</c> in this one. Beside it, for
/// comparison, a host that has both.
/// </summary>
public sealed class Neighbours : IAsyncLifetime
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"topology-{Guid.CreateVersion7():N}.json");
    private readonly Dictionary<string, (string Private, string Public)> _keys = [];
    private readonly int _publicPort = LoopbackPort.FindFree();
    private readonly int _internalPort = LoopbackPort.FindFree();
    private WebApplication? _far;
    private WebApplication? _near;

    /// <summary>The host with the module that is called.</summary>
    internal WorkerProcess Probe { get; private set; } = null!;

    internal Uri Internal => new($"http://127.0.0.1:{_internalPort}");

    internal Uri Public => new($"http://127.0.0.1:{_publicPort}");

    internal string StrangersKey => _keys["stranger"].Private;

    public async ValueTask InitializeAsync()
    {
        foreach (var host in new[] { "asker", "probe", "stranger" })
        {
            _keys[host] = EcKeys.Create();
        }

        await File.WriteAllTextAsync(_file, $$"""
            { "hosts": {
                "asker": { "roles": ["api", "worker"], "modules": ["asker"], "port": {{LoopbackPort.FindFree()}} },
                "probe": { "roles": ["api", "worker"], "modules": ["probe"], "port": {{_publicPort}}, "internalPort": {{_internalPort}} } } }
            """);
        Probe = await StartProbeAsync();
        _far = BuildAsker();
        _near = ProbeHost.Build([], Common(new() { ["urls"] = "http://127.0.0.1:0" }));
        await _far.StartAsync();
        await _near.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in new[] { _far, _near }.OfType<WebApplication>())
        {
            await host.StopAsync();
            await host.DisposeAsync();
        }

        await Probe.DisposeAsync();
        File.Delete(_file);
    }

    /// <summary>Another host that says that it is <c>asker</c>.</summary>
    internal WebApplication BuildAsker(string? key = null, TimeProvider? clock = null, string? attemptTimeout = null)
    {
        var settings = SettingsOf("asker");
        settings["Roost:Trust:Key"] = key ?? settings["Roost:Trust:Key"];
        settings["Roost:Contracts:IProbe:AttemptTimeout"] = attemptTimeout ?? "00:00:30";
        return ProbeHost.Build([], settings, clock);
    }

    /// <summary>Starts the host with the module again, after it has ended.</summary>
    internal async Task RestartAsync() => Probe = await StartProbeAsync();

    /// <summary>Does work as an operation of a module to which <c>probe</c> is far.</summary>
    internal Task<T> FarAsync<T>(Func<IProbe, Operation, Task<T>> work, CallContext? context = null) => RunAsync(_far!, work, context);

    /// <summary>Does work as an operation of a module to which <c>probe</c> is near.</summary>
    internal Task<T> NearAsync<T>(Func<IProbe, Operation, Task<T>> work, CallContext? context = null) => RunAsync(_near!, work, context);

    internal IServiceProvider FarServices => _far!.Services;

    internal static Task<T> RunAsync<T>(WebApplication host, Func<IProbe, Operation, Task<T>> work, CallContext? context) =>
        host.Services.GetRequiredService<IOperations>().RunAsync(
            context ?? new CallContext(null, Principal.System, "test"), (services, _) => work(services.GetRequiredService<IProbe>(), services.GetRequiredService<Operation>()));

    private async Task<WorkerProcess> StartProbeAsync()
    {
        var probe = WorkerProcess.Launch(typeof(ProbeHost).Assembly.Location, SettingsOf("probe"));
        await probe.ListensAsync();
        return probe;
    }

    private Dictionary<string, string?> SettingsOf(string name) => Common(new()
    {
        ["Roost:Host:Topology"] = _file,
        ["Roost:Host:Name"] = name,
        ["Roost:Trust:Key"] = _keys[name].Private,
        [$"Roost:Trust:Hosts:{(name == "probe" ? "asker" : "probe")}"] = _keys[name == "probe" ? "asker" : "probe"].Public,
        ["Roost:Contracts:IProbe:FirstDelay"] = "00:00:00.010",
    });

    private static Dictionary<string, string?> Common(Dictionary<string, string?> settings)
    {
        settings["Roost:Edge:DrainDelay"] = "00:00:00";
        settings["environment"] = "Development";
        return settings;
    }
}
