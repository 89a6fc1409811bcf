using System.Globalization;
using Roost.Cli.Operators;
using Roost.Messaging.Steering;

namespace Roost.Cli.Streams;

/// <summary>Shows what follows streams, and steers it.</summary>
internal sealed class StreamsActions(StreamSteering steering, Screen screen, bool json)
{
    public async Task ListAsync(CancellationToken cancellationToken)
    {
        var projections = await steering.ListAsync(cancellationToken);
        if (json)
        {
            screen.Raw(OperatorJson.Write(projections));
            return;
        }

        var table = OperatorTable.Create("projection", "kind", "streams", "generation", "behind", "tenants behind", "rebuild", "error");
        foreach (var projection in projections)
        {
            table.Add(
                projection.Name, projection.Kind.ToString().ToLowerInvariant(), string.Join(", ", projection.Streams), Generation(projection), Seconds(projection.Lag),
                projection.TenantsBehind.ToString(CultureInfo.InvariantCulture), Rebuild(projection), FirstLine(projection.Error));
        }

        screen.Show(table);
    }

    public async Task RebuildAsync(string projection, CancellationToken cancellationToken)
    {
        switch (await steering.RebuildAsync(projection, cancellationToken))
        {
            case RebuildResult.NotFound:
                throw new CliFault($"There is no projection '{projection}': './roost streams list' shows which there are.");
            case RebuildResult.IsSubscription:
                throw new CliFault($"'{projection}' is a subscription, which makes jobs and has no rows to build.");
        }

        if (json)
        {
            screen.Raw(OperatorJson.Write(new { outcome = RebuildResult.Begun }));
        }
        else
        {
            screen.Done($"{projection} is built anew beside the generation that is read, and takes its place when it has come as far. './roost streams list' shows how it goes.");
        }
    }

    private static string Generation(ProjectionSummary projection) => projection.Generation == 0 ? "none yet" : projection.Generation.ToString(CultureInfo.InvariantCulture);

    private static string Rebuild(ProjectionSummary projection) => projection.Building is { } building
        ? string.Create(CultureInfo.InvariantCulture, $"{building}: {projection.BuiltShare:P0}, {Seconds(projection.BuildingLag.GetValueOrDefault())} behind")
        : "";

    // All of it is in the JSON.
    private static string FirstLine(string? error)
    {
        const int Most = 80;
        var line = error?.Split('\n')[0].TrimEnd() ?? "";
        return line.Length <= Most ? line : $"{line[..Most]}…";
    }

    private static string Seconds(TimeSpan lag) => string.Create(CultureInfo.InvariantCulture, $"{lag.TotalSeconds:N1} s");
}
