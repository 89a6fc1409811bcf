using Npgsql;

namespace Shop.Faults.Tests.Outages;

/// <summary>Each service has a database and users of its own, as the server sees it while people buy.</summary>
[Collection(nameof(RunningServicesCollection))]
public sealed class ServiceUserTests(RunningServices shop)
{
    private const int Orders = 20;
    private static readonly string[] Databases = ["shop_store", "shop_money", "shop_office"];
    private static readonly string[] Roles = ["roost_app", "roost_system"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    [Fact(Explicit = true)]
    public async Task A_services_users_are_in_its_own_database_only_while_people_buy()
    {
        await shop.UpAsync();
        var seen = new HashSet<(string User, string Database)>();
        await using var crowd = new Crowd(shop, customers: 3);
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(Glance);
        await using var connection = shop.Servers.Look("postgres");
        await connection.OpenAsync();
        do
        {
            crowd.Left.ShouldBeEmpty();
            seen.UnionWith(await ConnectedAsync(connection));
        }
        while (crowd.Orders.Count < Orders && await timer.WaitForNextTickAsync(patience.Token));
        (await crowd.EndAsync()).ShouldBeEmpty();
        shop.Remember(crowd.Orders);

        // Each of them is there, and none anywhere else; nor is anybody there whom the services could share.
        seen.Order().ShouldBe((from database in Databases from role in Roles select ($"{role}_{database}", database)).Order());
    }

    [Fact(Explicit = true)]
    public async Task A_services_users_are_refused_by_the_other_services_databases()
    {
        await shop.UpAsync();
        foreach (var (own, role, other) in from own in Databases from role in Roles from other in Databases.Append("shop").Where(other => other != own) select (own, role, other))
        {
            // Over the socket nobody is asked for a password, so that it is the right to connect that is missing.
            var elsewhere = new NpgsqlConnectionStringBuilder(shop.Servers.Connection(other)) { Host = shop.Servers.Postgres.Cluster.SocketFolder, Username = $"{role}_{own}", Password = null, Pooling = false }.ConnectionString;
            await using var connection = new NpgsqlConnection(elsewhere);
            (await Should.ThrowAsync<PostgresException>(() => connection.OpenAsync(), elsewhere)).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        }
    }

    private static async Task<IReadOnlyList<(string User, string Database)>> ConnectedAsync(NpgsqlConnection connection)
    {
        // Whoever asks is no service, and the server's own processes are nobody.
        await using var command = new NpgsqlCommand("SELECT DISTINCT usename::text, coalesce(datname::text, '') FROM pg_stat_activity WHERE backend_type = 'client backend' AND usename LIKE 'roost%'", connection);
        await using var rows = await command.ExecuteReaderAsync();
        var connected = new List<(string, string)>();
        while (await rows.ReadAsync())
        {
            connected.Add((rows.GetString(0), rows.GetString(1)));
        }

        return connected;
    }
}
