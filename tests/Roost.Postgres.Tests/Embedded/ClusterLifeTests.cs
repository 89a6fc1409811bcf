using System.Diagnostics;
using Roost.Postgres.Embedded;

namespace Roost.Postgres.Tests.Embedded;

public sealed class ClusterLifeTests
{
    [Fact]
    public async Task A_stopped_cluster_comes_back_with_its_data_port_and_passwords()
    {
        using var place = new ClusterPlace();
        string connection;
        await using (var cluster = await place.StartAsync())
        {
            await cluster.EnsureDatabaseAsync("kept");
            connection = cluster.ConnectionString(ClusterRole.Owner, "kept");
            await Sql.AskAsync(connection, "CREATE TABLE thing (id int); INSERT INTO thing VALUES (1)");
        }

        Postmaster.Find(place.Data).ShouldBeNull();
        await using var again = await place.StartAsync();

        again.ConnectionString(ClusterRole.Owner, "kept").ShouldBe(connection);
        (await Sql.AskAsync(connection, "SELECT count(*) FROM thing")).ShouldBe(1L);
    }

    [Fact]
    public async Task A_server_left_behind_by_a_killed_owner_is_adopted()
    {
        using var place = new ClusterPlace();
        var left = await place.LeaveRunningAsync();

        await using var cluster = await place.StartAsync();

        cluster.ProcessId.ShouldBe(left);
        (await Sql.AskAsync(cluster.ConnectionString(ClusterRole.App, "kept"), "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_server_left_behind_with_other_settings_is_started_again()
    {
        using var place = new ClusterPlace();
        var left = await place.LeaveRunningAsync();

        await using var cluster = await EmbeddedCluster.StartAsync(place.Options with { MaxConnections = 33 });

        cluster.ProcessId.ShouldNotBe(left);
        (await Sql.AskAsync(cluster.ConnectionString(ClusterRole.App, "kept"), "SHOW max_connections")).ShouldBe("33");
    }

    [Fact]
    public async Task A_killed_server_recovers_what_was_committed()
    {
        using var place = new ClusterPlace();
        await using var first = await place.StartAsync();
        await first.EnsureDatabaseAsync("kept");
        await Sql.AskAsync(first.ConnectionString(ClusterRole.Owner, "kept"), "CREATE TABLE thing (id int); INSERT INTO thing VALUES (1)");
        using (var server = Process.GetProcessById(first.ProcessId))
        {
            server.Kill();
            await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await first.StopAsync();
        await using var second = await place.StartAsync();

        (await Sql.AskAsync(second.ConnectionString(ClusterRole.Owner, "kept"), "SELECT count(*) FROM thing")).ShouldBe(1L);
    }

    [Fact]
    public async Task A_stale_pid_file_that_names_a_living_stranger_is_cleared()
    {
        using var place = new ClusterPlace();
        await using (await place.StartAsync())
        {
        }

        await File.WriteAllTextAsync(Path.Combine(place.Data, "postmaster.pid"), $"{Environment.ProcessId}\n{place.Data}\n1\n1\n\n\n\nready\n");
        await using var cluster = await place.StartAsync();

        cluster.ProcessId.ShouldNotBe(Environment.ProcessId);
    }

    [Fact]
    public async Task A_lost_state_file_costs_nothing_but_new_passwords()
    {
        using var place = new ClusterPlace();
        await place.LeaveRunningAsync();
        await File.WriteAllTextAsync(Path.Combine(place.Options.Directory, "cluster.json"), "{ cut");

        await using var cluster = await place.StartAsync();

        (await Sql.AskAsync(cluster.ConnectionString(ClusterRole.App, "kept"), "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_second_owner_is_refused_and_harms_nothing()
    {
        using var place = new ClusterPlace();
        await using var cluster = await place.StartAsync();

        var fault = await place.FailAsync(place.Options);

        fault.Fault.ShouldBe(ClusterFault.AlreadyRunning);
        (await Sql.AskAsync(cluster.ConnectionString(ClusterRole.App, "postgres"), "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_throwaway_cluster_leaves_nothing()
    {
        var cluster = await EmbeddedCluster.StartAsync(EmbeddedClusterOptions.Throwaway());

        await cluster.DisposeAsync();

        Directory.Exists(cluster.Folder).ShouldBeFalse();
        LoopbackPort.IsFree(cluster.Port).ShouldBeTrue();
    }
}
