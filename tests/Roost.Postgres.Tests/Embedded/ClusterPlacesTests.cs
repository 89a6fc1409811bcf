using System.Runtime.Versioning;
using Roost.Postgres.Embedded;

namespace Roost.Postgres.Tests.Embedded;

public sealed class ClusterPlacesTests
{
    [Fact]
    public async Task A_path_with_a_space_and_a_quote_serves()
    {
        using var place = new ClusterPlace(" it's a shop");

        await using var cluster = await place.StartAsync();

        cluster.SocketFolder.ShouldStartWith(cluster.Folder);
        (await Sql.AskAsync(cluster.ConnectionString(ClusterRole.App, "postgres"), "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_puts_the_socket_elsewhere()
    {
        using var place = new ClusterPlace(new string('x', 100));

        await using var cluster = await place.StartAsync();

        cluster.SocketFolder.ShouldNotStartWith(cluster.Folder);
        (await Sql.AskAsync(cluster.ConnectionString(ClusterRole.App, "postgres"), "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Passwords_and_folders_are_the_owners_alone()
    {
        using var place = new ClusterPlace();
        await using var cluster = await place.StartAsync();
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

        foreach (var path in new[] { cluster.Folder, cluster.SocketFolder, place.Data, Path.Combine(cluster.Folder, "cluster.json") })
        {
            (File.GetUnixFileMode(path) & Others).ShouldBe(UnixFileMode.None, path);
        }
    }

    [Fact]
    public void A_projects_cluster_is_its_own()
    {
        var one = EmbeddedClusterOptions.ForProject("/srv/one");

        one.Directory.ShouldBe(EmbeddedClusterOptions.ForProject("/srv/one/").Directory);
        one.Directory.ShouldNotBe(EmbeddedClusterOptions.ForProject("/srv/two").Directory);
    }
}
