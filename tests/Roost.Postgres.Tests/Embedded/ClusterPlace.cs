using System.Diagnostics;
using Roost.Postgres.Embedded;

namespace Roost.Postgres.Tests.Embedded;

/// <summary>A folder for one lasting cluster, removed after the test with whatever server is left in it.</summary>
internal sealed class ClusterPlace : IDisposable
{
    public ClusterPlace(string suffix = "") =>
        Options = new()
        {
            Directory = Path.Combine(Path.GetTempPath(), $"roost-t-{Guid.CreateVersion7():N}"[..24] + suffix, "postgres"),
            Durability = ClusterDurability.Fast,
        };

    public EmbeddedClusterOptions Options { get; init; }

    public string Data => Path.Combine(Options.Directory, "data");

    public Task<EmbeddedCluster> StartAsync() => EmbeddedCluster.StartAsync(Options);

    public Task<EmbeddedClusterException> FailAsync(EmbeddedClusterOptions options) =>
        Should.ThrowAsync<EmbeddedClusterException>(() => EmbeddedCluster.StartAsync(options));

    /// <summary>Starts the server as a killed owner leaves it: running, and nobody's.</summary>
    public async Task<int> LeaveRunningAsync()
    {
        await using (var cluster = await StartAsync())
        {
            await cluster.EnsureDatabaseAsync("kept");
        }

        var user = await ServerUser.ResolveAsync(CancellationToken.None);
        var binaries = await PostgresBinaries.FindAsync();
        await user.CreateFolderAsync(Path.Combine(Options.Directory, "socket"), CancellationToken.None);
        var started = await Command.RunAsync(user.Start(binaries.PgCtl, "start", "-D", Data, "-l", Path.Combine(Options.Directory, "postgres.log"), "-w", "-s"), CancellationToken.None);
        started.Succeeded.ShouldBeTrue(started.Output);
        return Postmaster.Find(Data).ShouldNotBeNull().ProcessId;
    }

    public void Dispose()
    {
        if (Directory.Exists(Data) && Postmaster.Find(Data) is { } running)
        {
            using var process = Process.GetProcessById(running.ProcessId);
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        var folder = Path.GetDirectoryName(Options.Directory)!;
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
