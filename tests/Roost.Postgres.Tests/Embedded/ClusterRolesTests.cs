using Npgsql;
using Roost.Postgres.Embedded;

namespace Roost.Postgres.Tests.Embedded;

public sealed class ClusterRolesTests(SharedCluster cluster) : IClassFixture<SharedCluster>
{
    [Theory]
    [InlineData(ClusterRole.Owner, "roost_owner")]
    [InlineData(ClusterRole.App, "roost_app")]
    [InlineData(ClusterRole.System, "roost_system")]
    [InlineData(ClusterRole.Superuser, "postgres")]
    public async Task Each_role_signs_in_with_its_own_password(ClusterRole role, string name)
    {
        await cluster.Server.EnsureDatabaseAsync("roles");

        (await cluster.AskAsync(role, "roles", "SELECT current_user::text")).ShouldBe(name);
    }

    [Theory]
    [InlineData(ClusterRole.Owner)]
    [InlineData(ClusterRole.Superuser)]
    public async Task Nobody_signs_in_over_tcp_with_another_password(ClusterRole role)
    {
        var connection = new NpgsqlConnectionStringBuilder(cluster.Server.ConnectionString(role, "postgres")) { Password = "guess" };

        var refusal = await Should.ThrowAsync<PostgresException>(() => Sql.AskAsync(connection.ConnectionString, "SELECT 1"));

        refusal.SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task No_role_may_bypass_row_level_security_or_make_roles_and_databases() =>
        (await cluster.AskAsync(
            ClusterRole.Superuser, "postgres",
            "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'roost%' AND NOT (rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls OR rolreplication)"))
            .ShouldBe(3L);

    [Fact]
    public async Task Only_the_owner_may_create_in_a_new_database()
    {
        await cluster.Server.EnsureDatabaseAsync("owned");

        await cluster.AskAsync(ClusterRole.Owner, "owned", "CREATE SCHEMA things; CREATE TABLE things.thing (id int)");
        foreach (var sql in new[] { "CREATE SCHEMA mine", "CREATE TABLE public.mine (id int)", "CREATE TEMP TABLE mine (id int)", "SELECT * FROM things.thing" })
        {
            var refusal = await Should.ThrowAsync<PostgresException>(() => cluster.AskAsync(ClusterRole.App, "owned", sql));
            refusal.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, sql);
        }
    }

    [Fact]
    public async Task A_stranger_may_not_enter_a_database_nor_its_clone()
    {
        await cluster.Server.EnsureDatabaseAsync("house");
        await cluster.Server.CloneDatabaseAsync("house", "house_copy");
        await cluster.AskAsync(ClusterRole.Superuser, "postgres", "CREATE ROLE stranger LOGIN PASSWORD 'stranger'");

        foreach (var database in new[] { "house", "house_copy" })
        {
            var connection = new NpgsqlConnectionStringBuilder(cluster.Server.ConnectionString(ClusterRole.App, database)) { Username = "stranger", Password = "stranger" };
            var refusal = await Should.ThrowAsync<PostgresException>(() => Sql.AskAsync(connection.ConnectionString, "SELECT 1"));
            refusal.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        }
    }
}
