using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Roost.Cli.Processes;
using Roost.Postgres.Embedded;

namespace Roost.Cli.Tests.Up;

/// <summary>The whole command against real processes and a real server.</summary>
public sealed class UpCommandTests(TinyWorkspace workspace) : IClassFixture<TinyWorkspace>
{
    private readonly int _port = LoopbackPort.FindFree();

    [Fact]
    public async Task It_shows_where_everything_is_and_stops_everything_on_sigterm()
    {
        using var up = await workspace.Up("--port", $"{_port}").ReadyAsync();
        foreach (var text in new[] { $"http://127.0.0.1:{_port}/docs", "/openapi/v1.json", "psql -h", "acme, owner", "owner@acme.test  correct horse" })
        {
            up.Output.ShouldContain(text);
        }

        var (code, errors) = await up.EndAsync();

        code.ShouldBe(0, errors);
        LoopbackPort.IsFree(_port).ShouldBeTrue();
        Postmaster().ShouldBeNull();
        File.Exists(workspace.State("up.json")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_application_gets_its_connections_but_not_the_owners()
    {
        using var up = await workspace.Up("--port", $"{_port}").ReadyAsync();

        var variables = (await AskAsync<Dictionary<string, string>>("variables")).ShouldNotBeNull();
        await up.EndAsync();

        variables["Roost__Postgres__App"].ShouldContain("Username=roost_app");
        variables["Roost__Postgres__System"].ShouldContain("Username=roost_system");
        variables.ShouldNotContainKey("Roost__Postgres__Owner");
        variables["Roost__Tokens__SigningKey"].ShouldStartWith("-----BEGIN PRIVATE KEY-----");
        variables["Modules__payments__ProviderUrl"].ShouldStartWith("http://127.0.0.1:");
        variables["ASPNETCORE_ENVIRONMENT"].ShouldBe("Development");
    }

    [Fact]
    public async Task What_a_kill_leaves_behind_the_next_up_adopts_or_clears()
    {
        using var killed = await workspace.Up("--port", $"{_port}").ReadyAsync();
        var shop = await AskAsync<int>("pid");
        var server = Postmaster().ShouldNotBeNull();
        await killed.KillAsync();

        using var up = await workspace.Up("--port", $"{_port}").ReadyAsync();

        (await AskAsync<int>("pid")).ShouldNotBe(shop);
        Postmaster().ShouldBe(server);
        (await up.EndAsync()).Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_second_up_is_refused_while_the_first_runs()
    {
        using var up = await workspace.Up("--port", $"{_port}").ReadyAsync();

        using var second = workspace.Up("--port", $"{LoopbackPort.FindFree()}");
        var (code, errors) = await second.EndAsync(terminate: false);

        code.ShouldBe(1);
        errors.ShouldStartWith($"roost: This project is up already, by process {up.Id}:");
        errors.ShouldContain("--state FOLDER");
        using var misspelt = workspace.Up("--topology", "pairs");
        (await misspelt.EndAsync(terminate: false)).Errors.ShouldStartWith("roost: There is no topology 'pairs'");
        (await AskAsync<int>("pid")).ShouldBeGreaterThan(0);
        await up.EndAsync();
    }

    [Fact]
    public async Task A_port_in_use_is_one_line_that_names_its_holder()
    {
        using var listener = new TcpListener(IPAddress.Loopback, _port);
        listener.Start();

        using var up = workspace.Up("--port", $"{_port}");
        var (code, errors) = await up.EndAsync(terminate: false);

        code.ShouldBe(1);
        errors.ShouldStartWith($"roost: Port {_port} is in use by ");
        errors.ShouldContain($"(process {Environment.ProcessId}): stop that process, or choose another port with --port.");
        errors.Trim().ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("roost: --port takes a number from 1 to 65535, such as 8080, and not 'abc'. Type './roost up --help' to see what there is.", "up", "--port", "abc")]
    [InlineData("roost: --port takes a number from 1 to 65535, such as 8080, and not '70000'. Type './roost up --help' to see what there is.", "up", "--port", "70000")]
    [InlineData("roost: 'roost up' knows no '--prot'. Type './roost up --help' to see what there is.", "up", "--prot", "1")]
    [InlineData("roost: 'roost' knows no 'upp'. Type './roost --help' to see what there is.", "upp")]
    public async Task What_is_mistyped_is_one_line_that_says_what_and_what_to_type(string line, params string[] arguments)
    {
        var (code, output, errors) = await Repository.RunAsync(workspace.Root, arguments);

        (code, output, errors.Trim()).ShouldBe((2, "", line));
    }

    [Fact]
    public async Task The_time_until_it_is_up_counts_what_the_launcher_took()
    {
        using var up = await workspace.Up(new Dictionary<string, string?> { ["ROOST_BUILD_SECONDS"] = "5000" }, "--port", $"{_port}").ReadyAsync();

        up.Output.ShouldMatch(@"Shop is up after 5\d\d\d\.\d s\.");
        (await up.EndAsync()).Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_child_that_dies_is_named_with_its_last_lines_and_ends_the_rest()
    {
        using var up = await workspace.Up("--port", $"{_port}").ReadyAsync();

        await Should.ThrowAsync<HttpRequestException>(() => AskAsync<string>("die"));
        var (code, errors) = await up.EndAsync(terminate: false);

        code.ShouldBe(1);
        errors.ShouldContain("shop ended by itself with code 3");
        errors.ShouldContain("the till is on fire");
        Postmaster().ShouldBeNull();
    }

    [Fact]
    public async Task A_server_that_dies_is_named_with_its_log_and_ends_the_rest()
    {
        using var up = await workspace.Up("--port", $"{_port}").ReadyAsync();

        using var kill = Process.Start("kill", ["-INT", $"{Postmaster()}"]);
        var (code, errors) = await up.EndAsync(terminate: false);

        code.ShouldBe(1);
        errors.ShouldStartWith($"roost: PostgreSQL ended by itself; everything else was stopped. Its log says why: {workspace.Cluster.Directory}");
        LoopbackPort.IsFree(_port).ShouldBeTrue();
    }

    [Fact]
    public async Task A_proxy_in_the_environment_is_not_asked_for_our_own_programs()
    {
        using var up = await workspace.Up(new Dictionary<string, string?> { ["http_proxy"] = $"http://127.0.0.1:{LoopbackPort.FindFree()}" }, "--port", $"{_port}").ReadyAsync();

        (await up.EndAsync()).Code.ShouldBe(0);
    }

    [Fact]
    public async Task Only_the_first_up_builds_and_fresh_throws_the_data_away()
    {
        using (var first = await workspace.Up("--port", $"{_port}").ReadyAsync())
        {
            await first.EndAsync();
        }

        var kept = Path.Combine(workspace.State("mail"), "kept.eml");
        await File.WriteAllTextAsync(kept, "");
        using (var second = await workspace.Up("--port", $"{_port}").ReadyAsync())
        {
            second.Output.ShouldNotContain("Building");
            File.Exists(kept).ShouldBeTrue();
            await second.EndAsync();
        }

        using var fresh = await workspace.Up("--port", $"{_port}", "--fresh").ReadyAsync();
        File.Exists(kept).ShouldBeFalse();
        await fresh.EndAsync();
    }

    [Fact]
    public async Task A_server_of_ones_own_is_used_and_left_running()
    {
        await using var server = await EmbeddedCluster.StartAsync(EmbeddedClusterOptions.Throwaway());
        var administrator = server.ConnectionString(ClusterRole.Superuser, "postgres");
        await Sql.AskAsync(administrator, "DROP ROLE roost_owner, roost_app, roost_system");

        using var up = await workspace.Up("--port", $"{_port}", "--database", administrator).ReadyAsync();
        var variables = (await AskAsync<Dictionary<string, string>>("variables")).ShouldNotBeNull();
        (await up.EndAsync()).Code.ShouldBe(0);

        (await Sql.AskAsync(variables["Roost__Postgres__App"], "SELECT current_user || '@' || current_database()")).ShouldBe("roost_app@shop");
        Postmaster().ShouldBeNull();
    }

    [Fact]
    public async Task Ctrl_C_stops_it_as_well()
    {
        using var up = await workspace.Up("--port", $"{_port}").ReadyAsync();

        using var kill = Process.Start("kill", ["-INT", $"{up.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);

        (await up.EndAsync(terminate: false)).Code.ShouldBe(0);
        LoopbackPort.IsFree(_port).ShouldBeTrue();
    }

    private int? Postmaster()
    {
        var file = Path.Combine(workspace.Cluster.Directory, "data", "postmaster.pid");
        return File.Exists(file) && ProcessIdentity.Of(int.Parse(File.ReadLines(file).First())) is { } running ? running.Id : null;
    }

    private async Task<T?> AskAsync<T>(string path)
    {
        using var client = new HttpClient();
        return await client.GetFromJsonAsync<T>(new Uri($"http://127.0.0.1:{_port}/{path}"));
    }
}
