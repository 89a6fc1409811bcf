using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Roost.Postgres.Connections;
using Roost.Postgres.Embedded;
using Roost.Postgres.Schema;
using Roost.Postgres.Startup;
using Roost.Postgres.Tests.Embedded;
using Roost.Startup;

namespace Roost.Postgres.Tests.Startup;

public sealed class ServerGateTests(SharedCluster cluster) : IClassFixture<SharedCluster>
{
    private const string Database = "postgres";

    [Fact]
    public async Task A_role_bound_by_row_security_gets_its_connections()
    {
        await using var sources = Open(cluster.Server.ConnectionString(ClusterRole.App, Database), out var gate);

        await using var connection = await sources.App.OpenConnectionAsync(TestContext.Current.CancellationToken);

        gate.HasPassed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_role_above_row_security_gets_none_though_the_start_was_missed()
    {
        await using var sources = Open(cluster.Server.ConnectionString(ClusterRole.Superuser, Database), out var gate);

        var refusal = await RefuseAsync(sources);

        refusal.Message.ShouldContain("RST032");
        gate.HasPassed.ShouldBeFalse();
        new PostgresFaults().Classify(new InvalidOperationException("outer", refusal))!.Code.ShouldBe("postgres.unchecked");
    }

    [Fact]
    public async Task A_role_that_can_become_one_above_row_security_gets_none()
    {
        await AsSuperuserAsync("CREATE ROLE gate_above BYPASSRLS; CREATE ROLE gate_climber LOGIN PASSWORD 'gate'; GRANT gate_above TO gate_climber");
        await using var sources = Open(As("gate_climber"), out _);

        (await RefuseAsync(sources)).Message.ShouldContain("RST032");
    }

    [Fact]
    public async Task What_is_wrong_with_one_role_is_told_though_the_other_cannot_sign_in()
    {
        var options = Options.Create(new PostgresOptions
        {
            App = cluster.Server.ConnectionString(ClusterRole.Superuser, Database),
            System = new NpgsqlConnectionStringBuilder(cluster.Server.ConnectionString(ClusterRole.System, Database)) { Password = "wrong" }.ConnectionString,
        });
        var gate = new ServerGate(options, [], []);
        await using var sources = new DataSources(options, gate, NullLoggerFactory.Instance);
        var faults = new List<Fault>();

        await new ServerCheck(sources, gate, options, NullLogger<ServerCheck>.Instance).CheckAsync(faults, TestContext.Current.CancellationToken);

        faults.ShouldContain(fault => fault.Code == "RST032");
    }

    [Fact]
    public async Task A_member_of_the_tables_owner_gets_none_until_it_is_one_no_more()
    {
        await AsSuperuserAsync("""
            CREATE ROLE gate_owner; CREATE ROLE gate_between; CREATE ROLE gate_app LOGIN PASSWORD 'gate';
            GRANT gate_owner TO gate_between; GRANT gate_between TO gate_app;
            CREATE SCHEMA gate; CREATE TABLE gate.things (tenant_id uuid); ALTER TABLE gate.things ENABLE ROW LEVEL SECURITY;
            ALTER TABLE gate.things OWNER TO gate_owner
            """);
        await using var sources = Open(As("gate_app"), out _);

        var refusal = await RefuseAsync(sources);
        await AsSuperuserAsync("REVOKE gate_between FROM gate_app");
        await using var connection = await sources.App.OpenConnectionAsync(TestContext.Current.CancellationToken);

        refusal.Message.ShouldContain("RST035");
        refusal.Message.ShouldContain("gate.things");
    }

    [Fact]
    public async Task An_older_schema_is_not_written_to()
    {
        await using var sources = Open(cluster.Server.ConnectionString(ClusterRole.App, Database), out _, new ExpectedVersion("notes", "7", "module notes"));

        (await RefuseAsync(sources)).Message.ShouldContain("RST034");
    }

    private static DataSources Open(string app, out ServerGate gate, params ExpectedVersion[] expected)
    {
        var options = Options.Create(new PostgresOptions { App = app });
        gate = new ServerGate(options, expected, []);
        return new DataSources(options, gate, NullLoggerFactory.Instance);
    }

    private static Task<ServerUncheckedException> RefuseAsync(DataSources sources) =>
        Should.ThrowAsync<ServerUncheckedException>(async () => await sources.App.OpenConnectionAsync(TestContext.Current.CancellationToken));

    private string As(string user) => new NpgsqlConnectionStringBuilder(cluster.Server.ConnectionString(ClusterRole.App, Database)) { Username = user, Password = "gate" }.ConnectionString;

    private Task AsSuperuserAsync(string sql) => cluster.AskAsync(ClusterRole.Superuser, Database, sql);
}
