using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Npgsql;
using Roost.Postgres.Embedded;

namespace Roost.Cli.Tests.Up;

/// <summary><c>up</c> with several hosts, and <c>hosts</c> beside it in another terminal.</summary>
public sealed partial class TopologyTests(TinyWorkspace workspace) : IClassFixture<TinyWorkspace>
{
    private readonly int _port = LoopbackPort.FindFree();

    [Fact]
    public async Task Each_host_is_a_process_that_another_terminal_can_steer()
    {
        using var up = await workspace.Up("--topology", "pair", "--port", $"{_port}").ReadyAsync();
        var hosts = AddressesIn(up.Output);
        hosts.Keys.ShouldBe(["front", "store", "money"]);
        hosts["front"].ShouldBe($"http://127.0.0.1:{_port}");
        var processes = await Task.WhenAll(hosts.Values.Select(address => AskAsync<int>(address, "pid")));
        processes.ShouldBeUnique();

        (await HostsAsync("kill", "store")).ShouldMatch(@"store is killed; './roost hosts start store' brings it back[\s\S]*store .* does not run");
        await Should.ThrowAsync<HttpRequestException>(() => AskAsync<int>(hosts["store"], "pid"));
        (await AskAsync<int>(hosts["front"], "pid")).ShouldBe(processes[0], "The others go on.");
        (await FaultAsync("hosts", "stop", "store")).ShouldBe("roost: store does not run.");
        (await HostsAsync("start", "store")).ShouldNotContain("does not run");
        (await AskAsync<int>(hosts["store"], "pid")).ShouldNotBe(processes[1]);
        (await FaultAsync("hosts", "start", "store")).ShouldBe("roost: store runs already.");
        (await HostsAsync("restart", "money")).ShouldContain("✓ money serves");
        (await AskAsync<int>(hosts["money"], "pid")).ShouldNotBe(processes[2]);
        // It would tell the hosts to be where it would have been itself.
        var file = await File.ReadAllTextAsync(Path.Combine(workspace.Root, ".roost", "topology.json"));
        (await FaultAsync("up", "--topology", "pair", "--port", $"{LoopbackPort.FindFree()}")).ShouldStartWith($"roost: This project is up already, by process {up.Id}:");
        (await File.ReadAllTextAsync(Path.Combine(workspace.Root, ".roost", "topology.json"))).ShouldBe(file);
        (await FaultAsync("hosts", "kill", "nobody")).ShouldBe("roost: There is no host 'nobody': front, store, money.");

        // What dies by itself is said, and the others go on.
        await Should.ThrowAsync<HttpRequestException>(() => AskAsync<string>(hosts["money"], "die"));
        await up.SaysAsync("money ended by itself with code 3. The others go on; './roost hosts start money' brings it back.");
        (await HostsAsync("start", "money")).ShouldNotContain("does not run");
        var (code, errors) = await up.EndAsync();

        code.ShouldBe(0, errors);
        (await FaultAsync("hosts", "list")).ShouldStartWith("roost: Nothing of this project is up");
    }

    [Fact]
    public async Task Each_host_knows_itself_by_a_key_and_its_own_database_only()
    {
        using var up = await workspace.Up("--topology", "pair", "--port", $"{_port}").ReadyAsync();
        var hosts = AddressesIn(up.Output);
        var store = (await AskAsync<Dictionary<string, string>>(hosts["store"], "variables")).ShouldNotBeNull();
        var money = (await AskAsync<Dictionary<string, string>>(hosts["money"], "variables")).ShouldNotBeNull();

        (await Sql.AskAsync(store["Roost__Postgres__App"], "SELECT current_user || '@' || current_database()")).ShouldBe("roost_app@shop");
        (await Sql.AskAsync(money["Roost__Postgres__App"], "SELECT current_user || '@' || current_database()")).ShouldBe("roost_app_shop_money@shop_money");
        (await Sql.AskAsync(money["Roost__Postgres__System"], "SELECT current_user || '@' || current_database()")).ShouldBe("roost_system_shop_money@shop_money");
        foreach (var (connection, other) in new[] { (money["Roost__Postgres__App"], "shop"), (money["Roost__Postgres__System"], "shop"), (store["Roost__Postgres__App"], "shop_money"), (store["Roost__Postgres__System"], "shop_money") })
        {
            var elsewhere = new NpgsqlConnectionStringBuilder(connection) { Database = other, Pooling = false }.ConnectionString;
            (await Should.ThrowAsync<PostgresException>(() => Sql.AskAsync(elsewhere, "SELECT 'in'"))).MessageText.ShouldStartWith("permission denied for database");
        }

        store["Roost__Trust__Key"].ShouldNotBe(money["Roost__Trust__Key"]);
        store.Keys.Where(key => key.StartsWith("Roost__Trust__Hosts__", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ShouldBe(["Roost__Trust__Hosts__front", "Roost__Trust__Hosts__money"]);
        await up.EndAsync();
    }

    [Fact]
    public async Task Two_of_one_project_run_beside_each_other_where_each_has_a_folder_for_its_state()
    {
        using var first = await workspace.Up("--port", $"{_port}").ReadyAsync();
        var state = Path.Combine(workspace.Root, "other state");
        var port = LoopbackPort.FindFree();
        await using var server = await EmbeddedCluster.StartAsync(EmbeddedClusterOptions.Throwaway());
        await Sql.AskAsync(server.ConnectionString(ClusterRole.Superuser, "postgres"), "DROP ROLE roost_owner, roost_app, roost_system");

        using var second = await workspace.Up("--port", $"{port}", "--state", state, "--database", server.ConnectionString(ClusterRole.Superuser, "postgres"), "--topology", "pair").ReadyAsync();

        (await HostsAsync("list")).ShouldNotContain("money");
        (await HostsAsync("list", "--state", state)).ShouldContain("money");
        (await HostsAsync("kill", "money", "--state", state)).ShouldContain($"money is killed; './roost hosts start money --state \"{state}\"' brings it back");
        (await second.EndAsync()).Code.ShouldBe(0);
        (await AskAsync<int>($"http://127.0.0.1:{_port}", "pid")).ShouldBeGreaterThan(0);
        (await FaultAsync("hosts", "stop", "shop")).ShouldStartWith("roost: There is one host only");
        (await first.EndAsync()).Code.ShouldBe(0);
    }

    [Theory]
    [InlineData(null, "roost: There is no topology 'odd.json': single, pair, or the path of a file.")]
    [InlineData("""{ "hosts": { "front": { "roles": ["gateway"], "port": 8080 } } }""", "roost: All hosts are gateways: there is nobody behind them.")]
    [InlineData("""{ "hosts": { "late": { "roles": ["worker"], "modules": ["*"] } } }""", "roost: Database 'main' has no host with the role \"api\": late.")]
    [InlineData("""{ "hosts": { "both": { "roles": ["gateway", "api"], "modules": ["*"], "port": 8080 } } }""", "roost: The topology has faults:\n  RST123")]
    [InlineData("""{ "hosts": { """, "roost: The topology has faults:\n  RST120")]
    [InlineData("""{ "hosts": { "api": { "roles": ["api"], "modules": ["*"], "database": "a-name-so-long-that-postgresql-would-cut-it-off-at-its-end" } } }""", "roost: Database 'a-name-so-long-that-postgresql-would-cut-it-off-at-its-end' would have a user whose name is 76 bytes long")]
    public async Task What_cannot_be_is_told_before_anything_is_started(string? topology, string fault)
    {
        var file = Path.Combine(workspace.Root, $"{Guid.CreateVersion7():N}", "odd.json");
        if (topology is not null)
        {
            workspace.Write(file, topology);
        }

        using var up = workspace.Up("--topology", topology is null ? "odd.json" : file, "--port", $"{_port}");
        var (code, errors) = await up.EndAsync(terminate: false);

        code.ShouldBe(1);
        errors.ShouldStartWith(fault);
    }

    [GeneratedRegex(@"Host (?<name>[a-z]+) .*?(?<address>http://127\.0\.0\.1:\d+)")]
    private static partial Regex HostLine();

    private static Dictionary<string, string> AddressesIn(string output) => HostLine().Matches(output).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["address"].Value);

    private async Task<string> HostsAsync(params string[] arguments)
    {
        var (code, output, errors) = await Repository.RunAsync(workspace.Root, ["hosts", .. arguments]);
        code.ShouldBe(0, errors);
        return output;
    }

    private async Task<string> FaultAsync(params string[] arguments)
    {
        var (code, _, errors) = await Repository.RunAsync(workspace.Root, arguments);
        code.ShouldBe(1);
        return errors.Trim();
    }

    private static async Task<T?> AskAsync<T>(string host, string path)
    {
        using var client = new HttpClient();
        return await client.GetFromJsonAsync<T>(new Uri($"{host}/{path}"));
    }
}
