using System.Diagnostics;
using Roost.Postgres.Embedded;

namespace Roost.Messaging.Faults.Tests.Stages;

/// <summary>Stops and starts a server by its own program, as its user.</summary>
internal static class ServerSwitch
{
    /// <summary>As a power cut would: no transaction is ended, no session told.</summary>
    public static Task CutAsync(EmbeddedCluster cluster) => RunAsync(cluster, "stop", "-m", "immediate");

    /// <summary>As an administrator would: sessions are ended, and what they had open is rolled back.</summary>
    public static Task StopAsync(EmbeddedCluster cluster) => RunAsync(cluster, "stop", "-m", "fast");

    public static Task StartAsync(EmbeddedCluster cluster) => RunAsync(cluster, "start", "-l", cluster.LogFile);

    private static async Task RunAsync(EmbeddedCluster cluster, params string[] arguments)
    {
        string[] line = [Path.Combine(cluster.Binaries.Folder, "pg_ctl"), "-D", Path.Combine(cluster.Folder, "data"), "-w", "-t", "60", "-s", .. arguments];
        // PostgreSQL refuses to run as root.
        string[] asUser = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--", .. line] : line;
        using var process = Process.Start(new ProcessStartInfo(asUser[0], asUser[1..]) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"pg_ctl {string.Join(' ', arguments)}: see {cluster.LogFile}");
    }
}
