using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Model;

/// <summary>An oracle that finds no mistake where there is one is worth nothing. The histories are those of <see cref="QueueModelTests"/>, which pass where no mistake is planted.</summary>
public sealed class PlantedBugTests(PostgresServer server, ITestOutputHelper output)
{
    // Some need three deaths of one job, or a stranger with the right lease: rare among histories.
    private const int Most = 3000;

    public static TheoryData<string> Bugs => [.. PlantedBug.All.Keys];

    [Theory(Explicit = true)]
    [MemberData(nameof(Bugs))]
    public async Task The_oracle_finds(string bug)
    {
        await using var host = await EmptyQueue.StartAsync(server);
        await PlantedBug.All[bug].PlantAsync(host.Database);
        using var queue = await RealQueue.ConnectAsync(host.Database);

        var failure = Campaign.Run(queue, Histories.AsTheyAre, Most);

        failure.ShouldNotBeNull($"{Most} histories did not show that {bug}.");
        output.WriteLine(failure);
    }
}
