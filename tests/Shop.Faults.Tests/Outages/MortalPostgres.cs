using System.Diagnostics;
using Roost.Postgres.Embedded;

namespace Shop.Faults.Tests.Outages;

/// <summary>A PostgreSQL server of the test's own, which comes back on its port with what it had committed.</summary>
internal sealed class MortalPostgres : IAsyncDisposable
{
    private EmbeddedClusterOptions _options = EmbeddedClusterOptions.Throwaway() with { DeleteOnStop = false };
    private EmbeddedCluster _cluster = null!;

    private MortalPostgres()
    {
    }

    public EmbeddedCluster Cluster => _cluster;

    public static async Task<MortalPostgres> StartNewAsync()
    {
        var server = new MortalPostgres();
        await server.StartAsync();
        server._options = server._options with { Port = server._cluster.Port };
        return server;
    }

    /// <summary>Kills its first process (SIGKILL); the others find that out, and end in the middle of what they do.</summary>
    public async Task KillAsync()
    {
        using var process = Process.GetProcessById(_cluster.ProcessId);
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Starts it, which recovers what the one before has left, and waits until it lets people in.</summary>
    public async Task StartAsync()
    {
        // Of one that was killed it lets go of the lock and the socket.
        await (_cluster?.DisposeAsync() ?? default);
        _cluster = await EmbeddedCluster.StartAsync(_options);
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await EmbeddedCluster.RemoveAsync(_options);
    }
}
