using System.Diagnostics;
using Dapper;
using Roost.Postgres.Embedded;
using Roost.Testing.Databases;
using Shop.Faults.Tests.Laws;

namespace Shop.Faults.Tests.Stages;

internal abstract partial class CrashShop
{
    private const string Busy =
        """
        SELECT format('%s %s since %s, waits for %s %s, blocked by %s: %s', usename, state, clock_timestamp() - state_change, wait_event_type, wait_event, pg_blocking_pids(pid), left(query, 200))
        FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
        """;

    public async Task<IReadOnlyList<T>> LookAsync<T>(IReadOnlyList<string> modules, string sql, object? parameters = null) =>
        await LookAsync<T>(modules.Select(DatabaseOf).Distinct().ShouldHaveSingleItem(), sql, parameters);

    public async Task<IReadOnlyList<T>> LookEverywhereAsync<T>(string sql)
    {
        var found = new List<T>();
        foreach (var database in Databases)
        {
            found.AddRange(await LookAsync<T>(database, sql));
        }

        return found;
    }

    public bool AreApart(string one, string other) => DatabaseOf(one) != DatabaseOf(other);

    /// <summary>Waits until an order stands somewhere for good.</summary>
    public async Task<string> OutcomeAsync(Guid order) =>
        (await UntilAsync(() => LookAsync<string>(["orders"], "SELECT status FROM orders.orders WHERE id = @order", new { order }), static status => status is not ["Pending" or "Cancelling"])).ShouldHaveSingleItem();

    /// <summary>Waits until the provider is asked for an order's money, or the order is over.</summary>
    public Task AtTheBankAsync(Guid order) => UntilAsync(
        () => LookAsync<string>(
            ["orders", "payments"],
            "SELECT coalesce((SELECT 'asked' FROM payments.payments WHERE order_id = @order), (SELECT status FROM orders.orders WHERE id = @order))",
            new { order }),
        static status => status is not ["Pending"]);

    /// <summary>Waits until nothing will happen by itself any more.</summary>
    /// <returns>What still would, if that takes too long.</returns>
    public Task<IReadOnlyList<string>> SettleAsync() => UntilAsync(WhatIsOpenAsync, static open => open.Count == 0);

    /// <summary>What hosts have said last, for whoever has to find out why something is not over.</summary>
    public async Task<string> LastLinesAsync() => string.Join('\n', await Task.WhenAll(Hosts.Select(async host => $"{host}:\n{(await LifeOfAsync(host)).LastLines}")));

    /// <summary>Has what waits for its next attempt tried now.</summary>
    public Task HurryAsync() => LookEverywhereAsync<int>("UPDATE roost.job SET run_at = clock_timestamp() WHERE state = 0 AND run_at > clock_timestamp()");

    /// <summary>Lets the time pass for which requests of the dead keep their keys.</summary>
    protected Task ForgetRequestsAsync(IReadOnlyList<string> modules) =>
        LookAsync<int>(modules, "UPDATE roost.idempotency_key SET leased_until = clock_timestamp() WHERE status IS NULL AND leased_until > clock_timestamp()");

    /// <summary>Lets the time pass for which mails are claimed by the dead.</summary>
    protected Task ForgetMailsAsync() =>
        LookAsync<int>(["notifications"], "UPDATE notifications.sent_mails SET claimed_until = clock_timestamp() WHERE sent_at IS NULL AND claimed_until > clock_timestamp()");

    /// <summary>Lets the time pass in which a call of the dead could still arrive at the provider.</summary>
    protected Task ForgetPaymentsAsync() => LookAsync<int>(["payments"], "UPDATE payments.payments SET asked_at = asked_at - interval '10 minutes' WHERE status IN ('Pending', 'Voiding')");

    protected static async Task<IReadOnlyList<T>> LookAsync<T>(TestDatabase database, string sql, object? parameters = null)
    {
        await using var superuser = await database.OpenAsync(ClusterRole.Superuser);
        return (await superuser.QueryAsync<T>(sql, parameters)).AsList();
    }

    private async Task<IReadOnlyList<string>> UntilAsync(Func<Task<IReadOnlyList<string>>> ask, Func<IReadOnlyList<string>, bool> will)
    {
        var began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Glance);
        IReadOnlyList<string> answer;
        do
        {
            answer = await ask();
        }
        while (!will(answer) && !IsTooLong(began) && await timer.WaitForNextTickAsync());
        return answer;
    }

    private async Task<IReadOnlyList<string>> WhatIsOpenAsync()
    {
        IReadOnlyList<string> open = await LookAsync<string>(["orders"], OpenEnds.Orders);
        // Twice: what goes from one database to another while they are asked is seen in one of them then.
        for (var looks = 0; looks < 2 && open.Count == 0; looks++)
        {
            open = await LookEverywhereAsync<string>(OpenEnds.Work);
        }

        return open;
    }

    /// <summary>What the server is doing for this Shop, for whoever has to find out what a host waits for.</summary>
    private async Task<string> BusyAsync() => string.Join(" | ", await LookEverywhereAsync<string>(Busy));
}
