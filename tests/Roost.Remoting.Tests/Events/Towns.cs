using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Roost.EntityFramework.Migrations;
using Roost.Messaging.Events;
using Roost.Messaging.Faults.Tests.Stages;
using Roost.Messaging.Tests;
using Roost.Operations;
using Roost.Postgres.Embedded;
using Roost.Remoting.TestHost.News;
using Roost.Testing.Databases;

namespace Roost.Remoting.Tests.Events;

/// <summary>
/// Two databases. In the first there is the module <c>herald</c>, in this process and as a host that is no worker; in the second the module <c>listener</c>, in a process that
/// can be killed.
/// </summary>
internal sealed class Towns : IAsyncDisposable
{
    private static readonly string[] Names = ["herald", "clerk", "listener"];
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"topology-{Guid.CreateVersion7():N}.json");
    private readonly Dictionary<string, (string Private, string Public)> _keys = Names.ToDictionary(name => name, _ => NewKey());
    private readonly int _internalPort = LoopbackPort.FindFree();
    private readonly List<WebApplication> _hosts = [];
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private readonly TestDatabase _here;
    private readonly TestDatabase _there;
    private WorkerProcess? _listener;

    private Towns(TestDatabase here, TestDatabase there, IReadOnlyDictionary<string, string?> settings) => (_here, _there, _settings) = (here, there, settings);

    /// <summary>The host that publishes, and takes events over.</summary>
    public WebApplication Herald => _hosts[0];

    /// <summary>A host of the same database that is no worker.</summary>
    public WebApplication Clerk => _hosts[1];

    /// <summary>Where the other database's events come in.</summary>
    public Uri Internal => new($"http://127.0.0.1:{_internalPort}");

    /// <param name="server">Where the databases are.</param>
    /// <param name="settings">What all hosts are told besides.</param>
    public static async Task<Towns> BuildAsync(PostgresServer server, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var towns = new Towns(await server.CreateAsync(), await server.CreateAsync(), settings ?? new Dictionary<string, string?>());
        try
        {
            await towns.OpenAsync();
            return towns;
        }
        catch
        {
            await towns.DisposeAsync();
            throw;
        }
    }

    public async Task StartListenerAsync()
    {
        await (_listener?.DisposeAsync() ?? default);
        _listener = WorkerProcess.Launch(typeof(NewsHost).Assembly.Location, SettingsOf("listener"));
        await _listener.ListensAsync();
    }

    public Task KillListenerAsync() => _listener!.KillAsync();

    /// <summary>Publishes one event in an operation of its own.</summary>
    public Task<Guid> TellAsync(TenantId tenant, string? key, int number) => Herald.Services.GetRequiredService<IOperations>().RunAsync(
        new CallContext(tenant, Principal.User(Guid.CreateVersion7()), $"{key}-{number}"),
        (services, _) => Task.FromResult(services.GetRequiredService<IEvents>().Publish(new Told(number), key)));

    /// <summary>Waits until so many events have been handled in the other database, and nothing is on its way any more.</summary>
    public async Task<IReadOnlyList<Line>> HeardAsync(int count)
    {
        await _there.UntilAsync<long>("SELECT count(*) FROM listener.heard", heard => heard >= count, TimeSpan.FromMinutes(5));
        await _here.SettledAsync();
        await _there.SettledAsync();
        return await _there.LookAsync<Line>("SELECT event, key, number, tenant, correlation FROM listener.heard ORDER BY place");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.StopAsync();
            await host.DisposeAsync();
        }

        await (_listener?.DisposeAsync() ?? default);
        await _here.DisposeAsync();
        await _there.DisposeAsync();
        File.Delete(_file);
    }

    private async Task OpenAsync()
    {
        await File.WriteAllTextAsync(_file, $$"""
            { "hosts": {
                "herald": { "roles": ["api", "worker"], "modules": ["herald"], "port": {{LoopbackPort.FindFree()}} },
                "clerk": { "roles": ["api"], "modules": ["herald"], "port": {{LoopbackPort.FindFree()}} },
                "listener": { "roles": ["api", "worker"], "modules": ["listener"], "database": "far", "port": {{LoopbackPort.FindFree()}}, "internalPort": {{_internalPort}} } } }
            """);
        foreach (var name in new[] { "herald", "listener" })
        {
            await using var host = NewsHost.Build([], SettingsOf(name), services => services.AddSingleton<ModuleMigrations>());
            await host.Services.GetRequiredService<ModuleMigrations>().ApplyAsync(CancellationToken.None);
        }

        await _there.LookAsync<int>($"{ListenerModule.Tables} GRANT USAGE ON SCHEMA listener TO {RoostRoles.App}; GRANT SELECT, INSERT ON listener.heard TO {RoostRoles.App}");
        await StartListenerAsync();
        foreach (var name in new[] { "herald", "clerk" })
        {
            var settings = SettingsOf(name);
            // What they say would stand between the tests' own lines.
            settings["Logging:LogLevel:Default"] = "None";
            settings["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "None";
            var host = NewsHost.Build([], settings);
            _hosts.Add(host);
            await host.StartAsync();
        }
    }

    private static (string Private, string Public) NewKey()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return (Convert.ToBase64String(key.ExportPkcs8PrivateKey()), Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()));
    }

    private Dictionary<string, string?> SettingsOf(string name)
    {
        var settings = (name == "listener" ? _there : _here).Settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value);
        settings["Roost:Host:Topology"] = _file;
        settings["Roost:Host:Name"] = name;
        settings["Roost:Trust:Key"] = _keys[name].Private;
        foreach (var other in Names.Where(other => other != name))
        {
            settings[$"Roost:Trust:Hosts:{other}"] = _keys[other].Public;
        }

        foreach (var (key, value) in _settings)
        {
            settings[key] = value;
        }

        settings["Roost:Edge:DrainDelay"] = "00:00:00";
        settings["Logging:LogLevel:Default"] = "Warning";
        settings["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information";
        return settings;
    }

    /// <summary>What was written down of an event.</summary>
    internal sealed record Line(Guid Event, string? Key, int Number, Guid? Tenant, string Correlation);
}
