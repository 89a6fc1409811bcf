using Npgsql;
using Roost.Postgres.Embedded;

namespace Roost.Postgres.Tests.Embedded;

public sealed class ClusterDatabasesTests(SharedCluster cluster) : IClassFixture<SharedCluster>
{
    [Fact]
    public async Task A_database_is_created_once()
    {
        (await cluster.Server.EnsureDatabaseAsync("once")).ShouldBeTrue();
        (await cluster.Server.EnsureDatabaseAsync("once")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_clone_holds_the_templates_rows_and_belongs_to_the_owner()
    {
        await cluster.Server.EnsureDatabaseAsync("origin");
        await cluster.AskAsync(ClusterRole.Owner, "origin", "CREATE TABLE thing (id int); INSERT INTO thing SELECT generate_series(1, 7)");

        await cluster.Server.CloneDatabaseAsync("origin", "copy of \"it\"");

        (await cluster.AskAsync(ClusterRole.Owner, "copy of \"it\"", "SELECT count(*) FROM thing")).ShouldBe(7L);
        await cluster.AskAsync(ClusterRole.Owner, "copy of \"it\"", "CREATE SCHEMA more");
    }

    [Fact]
    public async Task A_template_somebody_is_connected_to_is_named_in_the_fault()
    {
        await cluster.Server.EnsureDatabaseAsync("busy");
        await using var connection = new NpgsqlConnection(cluster.Server.ConnectionString(ClusterRole.Owner, "busy") + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);

        var fault = await Should.ThrowAsync<EmbeddedClusterException>(() => cluster.Server.CloneDatabaseAsync("busy", "busy_copy"));

        fault.Fault.ShouldBe(ClusterFault.DatabaseInUse);
        fault.Message.ShouldContain("'busy'");
    }

    [Fact]
    public async Task Dropping_ends_the_connections_and_may_be_repeated()
    {
        await cluster.Server.EnsureDatabaseAsync("doomed");
        await using var connection = new NpgsqlConnection(cluster.Server.ConnectionString(ClusterRole.App, "doomed") + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);

        await cluster.Server.DropDatabaseAsync("doomed");
        await cluster.Server.DropDatabaseAsync("doomed");

        (await cluster.AskAsync(ClusterRole.Superuser, "postgres", "SELECT count(*) FROM pg_database WHERE datname = 'doomed'")).ShouldBe(0L);
    }

    [Fact]
    public async Task A_name_that_the_server_would_cut_is_refused() =>
        await Should.ThrowAsync<ArgumentException>(() => cluster.Server.EnsureDatabaseAsync(new string('é', 32)));
}
