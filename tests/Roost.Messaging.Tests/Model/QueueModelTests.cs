using System.Globalization;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Model;

/// <summary>The queue against an oracle, through histories by chance: no job is lost or doubled, and none goes before its turn.</summary>
public sealed class QueueModelTests(PostgresServer server, ITestOutputHelper output)
{
    /// <summary>How many histories; the long form, with <c>ROOST_FAULTS=1</c>, has thousands.</summary>
    private static readonly int Count = int.Parse(
        Environment.GetEnvironmentVariable("ROOST_MODEL_HISTORIES") ?? (Environment.GetEnvironmentVariable("ROOST_FAULTS") == "1" ? "5000" : "20"), CultureInfo.InvariantCulture);

    [Fact]
    public async Task Whatever_happens_to_jobs_the_queue_does_what_the_oracle_says()
    {
        await using var host = await EmptyQueue.StartAsync(server);
        using var queue = await RealQueue.ConnectAsync(host.Database);
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var failure = Campaign.Run(queue, Histories.Any, Count);

        output.WriteLine($"{Count} histories in {watch.Elapsed.TotalSeconds:0.0} s.");
        failure.ShouldBeNull();
    }
}
