using Npgsql;
using Roost.Cli.Up;
using Roost.Cli.Workspace;
using Roost.Postgres.Embedded;

namespace Roost.Cli.Tests.Up;

/// <summary>A private cluster stands in for a server of somebody else's: it has the same roles, so those are dropped first.</summary>
public sealed class ExternalDatabaseTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("roost-ext-").FullName;
    private EmbeddedCluster _cluster = null!;

    private string Administrator => _cluster.ConnectionString(ClusterRole.Superuser, "postgres");

    private StateFolder State => new(Path.Combine(_folder, ".roost"));

    public async ValueTask InitializeAsync()
    {
        _cluster = await EmbeddedCluster.StartAsync(EmbeddedClusterOptions.Throwaway());
        await Sql.AskAsync(Administrator, "DROP ROLE roost_owner, roost_app, roost_system");
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Roles_and_database_are_made_once_and_found_again()
    {
        var first = await new ExternalDatabase(State, Administrator).PrepareAsync(CancellationToken.None);
        var second = await new ExternalDatabase(State, Administrator).PrepareAsync(CancellationToken.None);

        second.App.ShouldBe(first.App);
        (await Sql.AskAsync(first.App, "SELECT current_user || '@' || current_database()")).ShouldBe("roost_app@shop");
        await Sql.AskAsync(first.Owner, "CREATE SCHEMA mine");
    }

    [Fact]
    public async Task Another_projects_passwords_are_left_alone()
    {
        var first = await new ExternalDatabase(State, Administrator).PrepareAsync(CancellationToken.None);
        var other = new StateFolder(Path.Combine(_folder, "other"));

        var fault = await Should.ThrowAsync<CliFault>(() => new ExternalDatabase(other, Administrator).PrepareAsync(CancellationToken.None));

        fault.Message.ShouldContain("exists on");
        (await Sql.AskAsync(first.App, "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_server_made_anew_under_the_same_address_gets_the_roles_again()
    {
        var first = await new ExternalDatabase(State, Administrator).PrepareAsync(CancellationToken.None);
        await Sql.AskAsync(Administrator, "DROP DATABASE shop");
        await Sql.AskAsync(Administrator, "DROP ROLE roost_owner, roost_app");

        var second = await new ExternalDatabase(State, Administrator).PrepareAsync(CancellationToken.None);

        second.ShouldBe(first with { StopAsync = second.StopAsync });
        (await Sql.AskAsync(second.App, "SELECT current_user || '@' || current_database()")).ShouldBe("roost_app@shop");
        (await Sql.AskAsync(second.System, "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task Passwords_that_a_broken_off_run_left_are_given_to_the_roles()
    {
        var server = new NpgsqlConnectionStringBuilder(Administrator);
        var left = new RolePasswords(State, $"{server.Host}:{server.Port}").Make();

        var database = await new ExternalDatabase(State, Administrator).PrepareAsync(CancellationToken.None);

        new NpgsqlConnectionStringBuilder(database.App).Password.ShouldBe(left[ClusterRole.App]);
        (await Sql.AskAsync(database.App, "SELECT 1")).ShouldBe(1);
    }

    [Theory]
    [InlineData("{\"Owner\": \"a\",", "Expected")]
    [InlineData("[]", "could not be converted")]
    [InlineData("{\"Owner\": 1}", "could not be converted")]
    [InlineData("{\"Owner\": \"a\", \"App\": \"b\"}", "System is missing")]
    [InlineData("{\"Owner\": \"a\", \"App\": null, \"System\": \"c\"}", "App is missing")]
    public void Passwords_written_by_hand_are_checked(string json, string complaint)
    {
        var passwords = new RolePasswords(State, "db:5432");
        State.WriteSecret(passwords.Path, json);

        var fault = Should.Throw<CliFault>(passwords.Read);

        fault.Message.ShouldStartWith($"{passwords.Path} does not hold the roles' passwords on db:5432 as {{");
        fault.Message.ShouldContain(complaint);
    }

    [Fact]
    public async Task A_database_that_can_not_be_made_is_one_line()
    {
        var given = new NpgsqlConnectionStringBuilder(Administrator) { Database = new string('x', 64) };

        var fault = await Should.ThrowAsync<CliFault>(() => new ExternalDatabase(State, given.ConnectionString).PrepareAsync(CancellationToken.None));

        fault.Message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task Somebody_who_may_not_make_roles_is_told_what_is_missing()
    {
        await Sql.AskAsync(Administrator, "CREATE ROLE visitor LOGIN PASSWORD 'visitor'");
        var visitor = new NpgsqlConnectionStringBuilder(Administrator) { Username = "visitor", Password = "visitor" }.ConnectionString;

        var fault = await Should.ThrowAsync<CliFault>(() => new ExternalDatabase(State, visitor).PrepareAsync(CancellationToken.None));

        fault.Message.ShouldBe("User visitor may not create roles: give --database an administrator, or have one create roost_owner, roost_app, roost_system.");
    }

    [Fact]
    public async Task A_role_maker_who_is_no_superuser_is_enough()
    {
        await Sql.AskAsync(Administrator, "CREATE ROLE maker LOGIN CREATEROLE CREATEDB PASSWORD 'maker'");
        var maker = new NpgsqlConnectionStringBuilder(Administrator) { Username = "maker", Password = "maker", Database = "store" }.ConnectionString;

        var database = await new ExternalDatabase(State, maker).PrepareAsync(CancellationToken.None);

        (await Sql.AskAsync(database.App, "SELECT current_database()")).ShouldBe("store");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_one_line()
    {
        var nowhere = $"Host=127.0.0.1;Port={LoopbackPort.FindFree()};Username=ann";

        var fault = await Should.ThrowAsync<CliFault>(() => new ExternalDatabase(State, nowhere).PrepareAsync(CancellationToken.None));

        fault.Message.ShouldStartWith("The server at 127.0.0.1:");
    }
}
