using Roost.Postgres.Embedded;
using Roost.Testing.Applications;
using Shop.PaymentSandbox.Tests;

namespace Shop.Tests.Outage;

/// <summary>A server of one's own with a migrated database of Shop's, to stop and to start: nobody else's tests go down with it.</summary>
internal sealed class OutageServer : IAsyncDisposable
{
    private const string Database = "shop";
    private readonly TemporaryFolder _folder = new();
    private EmbeddedClusterOptions _options = EmbeddedClusterOptions.Throwaway() with { DeleteOnStop = false };
    private EmbeddedCluster? _cluster;

    /// <summary>Makes Shop on this server.</summary>
    public TestApplicationBuilder<Program>? Shop { get; private set; }

    public static async Task<OutageServer> OpenAsync()
    {
        var server = new OutageServer();
        await server.StartAsync();
        // The same port again when it comes back.
        server._options = server._options with { Port = server._cluster!.Port };
        await server._cluster.EnsureDatabaseAsync(Database);
        server.Shop = RunningShop.Configure(new(), new("http://127.0.0.1:9/"), server._folder.Path)
            .With("Roost:Postgres:App", server._cluster.ConnectionString(ClusterRole.App, Database))
            .With("Roost:Postgres:System", server._cluster.ConnectionString(ClusterRole.System, Database))
            .With("Roost:Postgres:Owner", server._cluster.ConnectionString(ClusterRole.Owner, Database));
        await server.Shop.RunAsync("migrate");
        return server;
    }

    public async Task StartAsync() => _cluster = await EmbeddedCluster.StartAsync(_options);

    public Task StopAsync() => _cluster!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _cluster!.DisposeAsync();
        await EmbeddedCluster.RemoveAsync(_options);
        _folder.Dispose();
    }
}
