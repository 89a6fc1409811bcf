using Npgsql;
using Roost.Postgres.Embedded;
using Roost.Postgres.Tests.Embedded;

namespace Roost.Postgres.Tests;

public sealed class PostgresFaultsTests(SharedCluster cluster) : IClassFixture<SharedCluster>
{
    private const string Tables = """
        CREATE TEMP TABLE shelves (id int PRIMARY KEY);
        CREATE TEMP TABLE books (id int PRIMARY KEY REFERENCES shelves, pages int CHECK (pages > 0));
        INSERT INTO shelves VALUES (1), (2);
        INSERT INTO books VALUES (1, 2147483647);

        """;

    [Theory]
    [InlineData("INSERT INTO books VALUES (1, 1)", ErrorKind.Conflict, "data.duplicate")]
    [InlineData("INSERT INTO books VALUES (3, 1)", ErrorKind.Unprocessable, "data.rule_broken")]
    [InlineData("INSERT INTO books VALUES (2, 0)", ErrorKind.Unprocessable, "data.rule_broken")]
    [InlineData("UPDATE books SET pages = pages + 1", ErrorKind.Unprocessable, "data.rule_broken")]
    [InlineData(@"SELECT convert_from('\x00', 'UTF8')", ErrorKind.Invalid, "data.broken_text")]
    [InlineData(@"SELECT '{""a"":""\u0000""}'::jsonb", ErrorKind.Invalid, "data.broken_text")]
    [InlineData("SET LOCAL statement_timeout = 10; SELECT pg_sleep(10)", ErrorKind.TimedOut, "postgres.timed_out")]
    [InlineData("SELECT pg_sleep(10)", ErrorKind.TimedOut, "postgres.timed_out")]
    [InlineData("SELECT pg_terminate_backend(pg_backend_pid())", ErrorKind.Unavailable, "postgres.unavailable")]
    public async Task What_the_server_refuses_has_a_kind_and_a_code(string sql, ErrorKind kind, string code)
    {
        // Whoever does not wait for the time-out of a command is given time enough on a busy machine.
        var patience = sql == "SELECT pg_sleep(10)" ? 1 : 60;
        await using var connection = new NpgsqlConnection(cluster.Server.ConnectionString(ClusterRole.Superuser, "postgres") + $";Pooling=false;Command Timeout={patience}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(Tables + sql, connection);

        var exception = await Should.ThrowAsync<NpgsqlException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));

        var error = new PostgresFaults().Classify(new InvalidOperationException("outer", exception)).ShouldNotBeNull();
        (error.Kind, error.Code).ShouldBe((kind, code));
        error.Message.ShouldNotContain("books");
    }

    [Fact]
    public async Task A_pool_without_a_free_connection_is_unavailable_rather_than_slow()
    {
        await using var source = NpgsqlDataSource.Create(cluster.Server.ConnectionString(ClusterRole.App, "postgres") + ";Maximum Pool Size=1;Timeout=4");
        await using var taken = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);

        var exception = await Should.ThrowAsync<NpgsqlException>(async () => await source.OpenConnectionAsync(TestContext.Current.CancellationToken));

        new PostgresFaults().Classify(exception)!.Code.ShouldBe("postgres.unavailable");
    }
}
