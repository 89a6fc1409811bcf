using Roost.Postgres.Embedded;

namespace Roost.Postgres.Tests.Embedded;

/// <summary>Root fills a small file system of its own; anyone else meets the kernel's own device that is always full.</summary>
public sealed class DiskFullTests
{
    [Fact]
    public async Task A_disk_that_is_full_while_the_cluster_is_made_is_one_clear_line()
    {
        using var place = new ClusterPlace();
        using var disk = Environment.IsPrivilegedProcess ? SmallDisk.Mount(Path.GetDirectoryName(place.Options.Directory)!, megabytes: 12) : null;
        using var programs = disk is null ? FullDevicePrograms.Create() : null;

        var fault = await place.FailAsync(place.Options with { BinariesFolder = programs?.Folder });

        fault.Fault.ShouldBe(ClusterFault.DiskFull);
        fault.Message.ShouldStartWith("The disk is full:");
        fault.Message.ShouldNotContain("\n");
        Directory.Exists(place.Data).ShouldBeFalse();
    }

    [Fact]
    public async Task A_disk_that_filled_up_since_is_one_clear_line_and_costs_no_data()
    {
        using var place = new ClusterPlace();
        using var disk = Environment.IsPrivilegedProcess ? SmallDisk.Mount(Path.GetDirectoryName(place.Options.Directory)!, megabytes: 160) : null;
        await using (var first = await place.StartAsync())
        {
            await first.EnsureDatabaseAsync("kept");
        }

        using var programs = disk is null ? FullDevicePrograms.Create() : null;
        disk?.Fill();
        var fault = await place.FailAsync(place.Options with { BinariesFolder = programs?.Folder });
        disk?.Free();

        fault.Fault.ShouldBe(ClusterFault.DiskFull);
        await using var second = await place.StartAsync();
        (await Sql.AskAsync(second.ConnectionString(ClusterRole.App, "kept"), "SELECT 1")).ShouldBe(1);
    }
}
