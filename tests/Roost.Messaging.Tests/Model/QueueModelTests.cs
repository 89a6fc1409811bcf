using System.Globalization;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Model;

/// <summary>The queue against an oracle, through histories by chance: no job is lost or doubled, and none goes before its turn.</summary>
public sealed class QueueModelTests(PostgresServer server, ITestOutputHelper output)
{
    private const int Few = 20;
    private const int Many = 5000;

    [Fact]
    public Task Whatever_happens_to_jobs_the_queue_does_what_the_oracle_says() => PlayAsync(Few);

    [Fact(Explicit = true)]
    public Task The_queue_does_what_the_oracle_says_through_thousands_of_histories() =>
        PlayAsync(Environment.GetEnvironmentVariable("ROOST_MODEL_HISTORIES") is { } count ? int.Parse(count, CultureInfo.InvariantCulture) : Many);

    private async Task PlayAsync(int count)
    {
        await using var host = await EmptyQueue.StartAsync(server);
        using var queue = await RealQueue.ConnectAsync(host.Database);
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var failure = Campaign.Run(queue, Histories.Any, count);

        output.WriteLine($"{count} histories in {watch.Elapsed.TotalSeconds:0.0} s.");
        failure.ShouldBeNull();
    }
}
