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

/// <summary>What the system role must not be able to do, in a database with a module's two tables: one a tenant's rows, one everybody's.</summary>
public sealed class SystemGateTests(SharedCluster cluster) : IClassFixture<SharedCluster>, IAsyncLifetime
{
    private const string Database = "system_gate";

    public async ValueTask InitializeAsync()
    {
        if (await cluster.Server.EnsureDatabaseAsync(Database))
        {
            await AsSuperuserAsync("""
                CREATE ROLE books_owner; CREATE ROLE books_reader; CREATE ROLE books_app LOGIN PASSWORD 'gate';
                CREATE SCHEMA roost; GRANT USAGE ON SCHEMA roost TO PUBLIC;
                CREATE TABLE roost.schema_version (part text PRIMARY KEY, version text NOT NULL); GRANT SELECT ON roost.schema_version TO PUBLIC;
                INSERT INTO roost.schema_version VALUES ('big-books', '3'), ('roost.queue', '1');
                CREATE TABLE roost.jobs (tenant_id uuid); ALTER TABLE roost.jobs ENABLE ROW LEVEL SECURITY; GRANT SELECT, DELETE ON roost.jobs TO PUBLIC;
                CREATE SCHEMA big_books; GRANT USAGE ON SCHEMA big_books TO PUBLIC;
                CREATE TABLE big_books.books (tenant_id uuid, title text); ALTER TABLE big_books.books ENABLE ROW LEVEL SECURITY;
                CREATE TABLE big_books.countries (code text);
                GRANT SELECT ON big_books.books TO books_reader;
                ALTER TABLE big_books.books OWNER TO books_owner; ALTER TABLE big_books.countries OWNER TO books_owner
                """);
        }
    }

    public ValueTask DisposeAsync() => default;

    [Theory]
    [InlineData("NOBYPASSRLS")]
    // It works on Roost's own tables for all tenants, and has no others that this could open.
    [InlineData("BYPASSRLS")]
    public async Task A_role_that_sees_roosts_own_tables_only_gets_its_connections(string attributes)
    {
        await using var sources = Open(await CreateRoleAsync(attributes), out var gate);

        await using (await sources.App.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            gate.HasPassed.ShouldBeFalse();
        }

        await using var connection = await sources.System.OpenConnectionAsync(TestContext.Current.CancellationToken);

        gate.HasPassed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_superuser_gets_none()
    {
        await using var sources = Open(await CreateRoleAsync("SUPERUSER"), out var gate);

        (await RefuseAsync(sources)).Message.ShouldContain("RST036");
        gate.HasPassed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("GRANT books_owner TO {0}", "REVOKE books_owner FROM {0}", "RST036", "big_books.books")]
    [InlineData("GRANT SELECT ON big_books.books TO {0}", "REVOKE ALL ON big_books.books FROM {0}", "RST037", "big_books.books")]
    [InlineData("GRANT SELECT (title) ON big_books.books TO {0}", "REVOKE ALL ON big_books.books FROM {0}", "RST037", "big_books.books")]
    [InlineData("GRANT DELETE ON big_books.books TO {0}", "REVOKE ALL ON big_books.books FROM {0}", "RST037", "big_books.books")]
    // Without row-level security, and a module's all the same.
    [InlineData("GRANT SELECT ON big_books.countries TO {0}", "REVOKE ALL ON big_books.countries FROM {0}", "RST037", "big_books.countries")]
    [InlineData("GRANT pg_read_all_data TO {0}", "REVOKE pg_read_all_data FROM {0}", "RST037", "big_books.books")]
    // It would have to ask for it, by SET ROLE.
    [InlineData("ALTER ROLE {0} NOINHERIT; GRANT books_reader TO {0}", "REVOKE books_reader FROM {0}", "RST037", "big_books.books")]
    public async Task A_role_that_can_reach_a_modules_tables_gets_none_until_it_cannot(string give, string take, string code, string table)
    {
        var role = await CreateRoleAsync("NOBYPASSRLS");
        await AsSuperuserAsync(string.Format(null, give, role));
        await using var sources = Open(role, out _);

        var refusal = await RefuseAsync(sources);
        await AsSuperuserAsync(string.Format(null, take, role));
        await using var connection = await sources.System.OpenConnectionAsync(TestContext.Current.CancellationToken);

        refusal.Message.ShouldContain(code);
        refusal.Message.ShouldContain(table);
    }

    [Fact]
    public async Task A_database_with_another_schema_is_not_worked_on()
    {
        await using var sources = Open(await CreateRoleAsync("NOBYPASSRLS"), out _, new ExpectedVersion("roost.queue", "2", "Roost.Messaging"));

        (await RefuseAsync(sources)).Message.ShouldContain("RST034");
    }

    [Fact]
    public async Task The_start_tells_of_both_roles_and_of_each_thing_once()
    {
        var expected = new ExpectedVersion("roost.queue", "2", "Roost.Messaging");
        var role = await CreateRoleAsync("SUPERUSER");
        await using var sources = Open(role, out var gate, expected);
        var faults = new List<Fault>();

        await Check(sources, gate, As(role)).CheckAsync(faults, TestContext.Current.CancellationToken);

        faults.Select(fault => fault.Code).ShouldBe(["RST034", "RST036"]);
        faults[1].Where.ShouldStartWith("Roost:Postgres:System");
        faults[1].Remedy.ShouldContain("NOSUPERUSER");
    }

    [Fact]
    public async Task A_connection_string_that_cannot_be_read_is_named()
    {
        await using var sources = Open(await CreateRoleAsync("NOBYPASSRLS"), out var gate);
        var faults = new List<Fault>();

        await Check(sources, gate, "Hots=db").CheckAsync(faults, TestContext.Current.CancellationToken);

        var fault = faults.ShouldHaveSingleItem();
        (fault.Code, fault.Where).ShouldBe(("RST030", "Roost:Postgres:System"));
    }

    [Fact]
    public async Task A_connection_string_without_a_pool_is_refused()
    {
        var role = await CreateRoleAsync("NOBYPASSRLS");
        await using var sources = Open(role, out var gate);
        var faults = new List<Fault>();

        await Check(sources, gate, As(role) + ";Pooling=false").CheckAsync(faults, TestContext.Current.CancellationToken);

        var fault = faults.ShouldHaveSingleItem();
        (fault.Code, fault.Where).ShouldBe(("RST038", "Roost:Postgres:System"));
    }

    private ServerCheck Check(DataSources sources, ServerGate gate, string system) =>
        new(sources, gate, Options.Create(new PostgresOptions { App = As("books_app"), System = system }), NullLogger<ServerCheck>.Instance);

    private DataSources Open(string system, out ServerGate gate, params ExpectedVersion[] expected)
    {
        var options = Options.Create(new PostgresOptions { App = As("books_app"), System = As(system) });
        gate = new ServerGate(options, expected, []);
        return new DataSources(options, gate, NullLoggerFactory.Instance);
    }

    private static Task<ServerUncheckedException> RefuseAsync(DataSources sources) =>
        Should.ThrowAsync<ServerUncheckedException>(async () => await sources.System.OpenConnectionAsync(TestContext.Current.CancellationToken));

    private async Task<string> CreateRoleAsync(string attributes)
    {
        var role = $"system_{Guid.CreateVersion7():N}";
        await AsSuperuserAsync($"CREATE ROLE {role} LOGIN PASSWORD 'gate' {attributes}");
        await AsSuperuserAsync($"GRANT CONNECT ON DATABASE {Database} TO {role}, books_app");
        return role;
    }

    private string As(string user) => new NpgsqlConnectionStringBuilder(cluster.Server.ConnectionString(ClusterRole.App, Database)) { Username = user, Password = "gate" }.ConnectionString;

    private Task AsSuperuserAsync(string sql) => cluster.AskAsync(ClusterRole.Superuser, Database, sql);
}
