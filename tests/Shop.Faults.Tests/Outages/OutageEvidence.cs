using Dapper;
using Shop.Faults.Tests.Laws;
using Shop.Faults.Tests.Topologies;
using Shop.PaymentSandbox.Tests;

namespace Shop.Faults.Tests.Outages;

/// <summary>What the databases of the services, the provider and the mail folder know of all orders that were placed.</summary>
/// <param name="shop">Where.</param>
/// <param name="placed">All orders that were taken down.</param>
internal sealed class OutageEvidence(RunningServices shop, IReadOnlyCollection<Placed> placed) : IEvidence
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);
    private readonly ServicesTopology _topology = new();

    public int Wanted => placed.Count;

    public IReadOnlyDictionary<Guid, long> WantedBack { get; } = new Dictionary<Guid, long>();

    public IReadOnlyList<(Guid Id, long Price)> Products => shop.Products;

    public string Mails => shop.Mails;

    public SandboxClient Sandbox => shop.Sandbox;

    public bool AreApart(string one, string other) => _topology.DatabaseOf(one) != _topology.DatabaseOf(other);

    public async Task<IReadOnlyList<T>> LookAsync<T>(IReadOnlyList<string> modules, string sql, object? parameters = null) =>
        await LookAsync<T>(modules.Select(_topology.DatabaseOf).Distinct().ShouldHaveSingleItem(), sql, parameters);

    public async Task<IReadOnlyList<T>> LookEverywhereAsync<T>(string sql) =>
        [.. (await Task.WhenAll(_topology.Databases.Keys.Select(database => LookAsync<T>(database, sql, null)))).SelectMany(found => found)];

    /// <summary>Waits until nothing will happen by itself any more in any of the databases, nor between them.</summary>
    /// <returns>What still would, if that takes too long.</returns>
    public async Task<string> SettleAsync(TimeSpan patience)
    {
        using var end = new CancellationTokenSource(patience);
        using var timer = new PeriodicTimer(Glance);
        string open;
        do
        {
            open = string.Join(", ", await OpenAsync());
        }
        while (open.Length > 0 && !end.IsCancellationRequested && await timer.WaitForNextTickAsync());
        return open;
    }

    /// <summary>What contradicts what people were told, and the laws of every Shop, a line each.</summary>
    public async Task<IReadOnlyList<string>> BreachesAsync()
    {
        var orders = (await LookAsync<(Guid Id, string Status)>(["orders"], "SELECT id, status FROM orders.orders")).ToDictionary(order => order.Id, order => order.Status);
        var lost = placed.Where(order => !orders.ContainsKey(order.Id)).Select(order => $"Orders: {order.Id} was taken down, and is not there");
        // Whoever was killed meanwhile: the provider never was.
        var otherwise = placed.Where(order => orders.TryGetValue(order.Id, out var status) && status != (order.IsDeclined ? "Rejected" : "Confirmed")).Select(order => $"Orders: {order} is {orders[order.Id]}");
        return [.. lost, .. otherwise, .. await AllLaws.BreachesAsync(this)];
    }

    private async Task<IReadOnlyList<T>> LookAsync<T>(string database, string sql, object? parameters)
    {
        await using var connection = shop.Servers.Look(RunningServices.NameOf(database));
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    private async Task<IReadOnlyList<string>> OpenAsync()
    {
        IReadOnlyList<string> open = [.. await LookAsync<string>(["orders"], OpenEnds.Orders), .. await LookEverywhereAsync<string>(OpenEnds.Work)];
        // What is at the broker, between two databases, is in none of them.
        return open.Count > 0 ? open : [.. await EventLaws.BreachesAsync(this), .. await SalesLaws.BreachesAsync(this)];
    }
}
