using Dapper;
using Roost.Postgres.Embedded;

namespace Shop.Faults.Tests.Stages;

public sealed partial class CrashShop
{
    private const string Open =
        """
        SELECT string_agg(what, ', ') FROM (
            SELECT 'order ' || id || ' is ' || status AS what FROM orders.orders WHERE status IN ('Pending', 'Cancelling')
            UNION ALL SELECT 'saga ' || name || ' ' || key || ' ' || progress || coalesce(' ' || error, '') FROM roost.saga
            UNION ALL SELECT 'job ' || kind || ' in state ' || state || ', attempt ' || attempt FROM roost.job
            UNION ALL SELECT 'event ' || name FROM roost.outbox
            LIMIT 10) o
        """;

    /// <summary>Waits until an order stands somewhere for good.</summary>
    internal Task<string> OutcomeAsync(Guid order) => UntilAsync($"SELECT status FROM orders.orders WHERE id = '{order}'", static status => status is not ("Pending" or "Cancelling"))!;

    /// <summary>Waits until the provider is asked for an order's money, or the order is over.</summary>
    internal Task AtTheBankAsync(Guid order) => UntilAsync(
        $"SELECT coalesce((SELECT 'asked' FROM payments.payments WHERE order_id = '{order}'), (SELECT status FROM orders.orders WHERE id = '{order}'))", static status => status != "Pending");

    /// <summary>Waits until nothing will happen by itself any more.</summary>
    /// <returns>What still would, if that takes too long.</returns>
    internal async Task<string?> SettleAsync() => await UntilAsync(Open, static open => open is null);

    private async Task<string?> UntilAsync(string sql, Func<string?, bool> will)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(Glance);
        await using var superuser = await Database.OpenAsync(ClusterRole.Superuser);
        string? answer;
        do
        {
            answer = await superuser.ExecuteScalarAsync<string?>(sql);
        }
        while (!will(answer) && !patience.IsCancellationRequested && await timer.WaitForNextTickAsync());
        return answer;
    }

    /// <summary>What the server is doing for this Shop, for whoever has to find out what a host waits for.</summary>
    private async Task<string> BusyAsync() => string.Join(" | ", await LookAsync<string>(
        """
        SELECT format('%s %s since %s, waits for %s %s, blocked by %s: %s', usename, state, clock_timestamp() - state_change, wait_event_type, wait_event, pg_blocking_pids(pid), left(query, 200))
        FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
        """));

    /// <summary>Has what waits for its next attempt tried now.</summary>
    internal Task HurryAsync() => LookAsync<int>("UPDATE roost.job SET run_at = clock_timestamp() WHERE state = 0 AND run_at > clock_timestamp()");

    /// <summary>
    /// Lets time pass while no host is there: what a dead one had for itself is free (a request's lease, a mail's claim), and no call of its can arrive at the provider any
    /// more. The database and the provider have the machine's clock, so dates are set back instead.
    /// </summary>
    private Task PassTimeAsync() => LookAsync<int>(
        """
        UPDATE roost.idempotency_key SET leased_until = clock_timestamp() WHERE status IS NULL AND leased_until > clock_timestamp();
        UPDATE notifications.sent_mails SET claimed_until = clock_timestamp() WHERE sent_at IS NULL AND claimed_until > clock_timestamp();
        UPDATE payments.payments SET asked_at = asked_at - interval '10 minutes' WHERE status IN ('Pending', 'Voiding');
        """);
}
