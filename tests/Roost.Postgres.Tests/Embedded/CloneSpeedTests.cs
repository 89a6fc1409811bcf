using System.Diagnostics;
using Roost.Postgres.Embedded;

namespace Roost.Postgres.Tests.Embedded;

[CollectionDefinition(nameof(CloneSpeedTests), DisableParallelization = true)]
[Collection(nameof(CloneSpeedTests))]
public sealed class CloneSpeedTests
{
    private const long Enough = 2L * 1024 * 1024 * 1024;
    private static readonly TimeSpan Bar = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task A_clone_of_a_schema_of_shops_size_takes_100_ms_or_less()
    {
        await using var server = await EmbeddedCluster.StartAsync(InMemory(EmbeddedClusterOptions.Throwaway()));
        await server.EnsureDatabaseAsync("sized");
        await Sql.AskAsync(
            server.ConnectionString(ClusterRole.Owner, "sized"),
            """
            DO $$ BEGIN
              FOR i IN 1..40 LOOP
                EXECUTE format('CREATE SCHEMA s%s; CREATE TABLE s%s.t (id uuid PRIMARY KEY, name text UNIQUE); INSERT INTO s%s.t SELECT gen_random_uuid(), g::text FROM generate_series(1, 200) g', i, i, i);
              END LOOP;
            END $$
            """);

        // The quickest of a few: this is about the work a clone takes, not about what else the machine does.
        var quickest = TimeSpan.MaxValue;
        for (var i = 0; i < 50 && quickest > Bar; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await server.CloneDatabaseAsync("sized", $"sized_{i}");
            var took = Stopwatch.GetElapsedTime(began);
            quickest = took < quickest ? took : quickest;
        }

        quickest.ShouldBeLessThanOrEqualTo(Bar);
    }

    // Where there is room. ext4 makes no file in the place of one that was deleted within the last minutes, and passes over those one by one; other tests
    // delete databases by the hundred, after which a clone takes 400 ms instead of 20, whatever we do.
    private static EmbeddedClusterOptions InMemory(EmbeddedClusterOptions options) =>
        new DriveInfo("/dev/shm") is { IsReady: true, AvailableFreeSpace: > Enough }
            ? options with { Directory = Path.Combine("/dev/shm", Path.GetFileName(options.Directory)) }
            : options;
}
