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
