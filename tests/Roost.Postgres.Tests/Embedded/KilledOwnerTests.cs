using System.Diagnostics;
using Roost.Postgres.Embedded;

namespace Roost.Postgres.Tests.Embedded;

public sealed class KilledOwnerTests
{
    private const string Marker = "throw-away cluster in ";

    /// <summary>Not a test of its own: the process that the next one kills.</summary>
    [Fact(Explicit = true)]
    public async Task An_owner_that_waits_to_be_killed()
    {
        await using var cluster = await EmbeddedCluster.StartAsync(EmbeddedClusterOptions.Throwaway());
        Console.WriteLine(Marker + cluster.Folder);
        await Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_throwaway_cluster_dies_with_an_owner_that_is_killed()
    {
        var assembly = typeof(KilledOwnerTests).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [assembly, "-noLogo", "-explicit", "only", "-showLiveOutput", "-method", $"*{nameof(An_owner_that_waits_to_be_killed)}"])
        {
            RedirectStandardOutput = true,
        };
        using var owner = Process.Start(start)!;
        var folder = "";
        while (await owner.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.IndexOf(Marker, StringComparison.Ordinal) is >= 0 and var at)
            {
                folder = line[(at + Marker.Length)..].Trim();
                break;
            }
        }

        Directory.Exists(folder).ShouldBeTrue();
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(folder)!, Path.GetFileName(folder)) { EnableRaisingEvents = true };
        watcher.Deleted += (_, _) => gone.TrySetResult();
        owner.Kill();

        await gone.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }
}
