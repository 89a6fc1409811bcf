using Roost.Postgres.UnitsOfWork;

namespace Shop.Reports.Sales;

/// <summary>
/// A row for each order and each refund, by their ids: what is heard twice is one row. Days are summed up when they are read. Rows are written in the order of their
/// ids, so that a rebuild and another one do not wait for each other in a circle.
/// </summary>
internal sealed class SalesRepository(Sql<ReportsModule> sql)
{
    public Task AddSalesAsync(IReadOnlyList<Sale> sales, CancellationToken cancellationToken) => sql.ExecuteAsync(
        """
        INSERT INTO reports.sales AS s (order_id, confirmed_at, amount, currency, cancelled_at)
        SELECT * FROM unnest(@orderIds, @confirmedAt, @amounts, @currencies, @cancelledAt) n (order_id, confirmed_at, amount, currency, cancelled_at)
        ORDER BY order_id
        ON CONFLICT (tenant_id, order_id) DO UPDATE SET
            confirmed_at = excluded.confirmed_at, amount = excluded.amount, currency = excluded.currency,
            -- Whoever read the order before it was cancelled may write after whoever heard of it.
            cancelled_at = COALESCE(excluded.cancelled_at, s.cancelled_at)
        WHERE (s.confirmed_at, s.amount, s.currency, s.cancelled_at)
            IS DISTINCT FROM (excluded.confirmed_at, excluded.amount, excluded.currency, COALESCE(excluded.cancelled_at, s.cancelled_at))
        """,
        new
        {
            orderIds = sales.Select(sale => sale.OrderId).ToArray(),
            confirmedAt = sales.Select(sale => sale.ConfirmedAt.ToUniversalTime()).ToArray(),
            amounts = sales.Select(sale => sale.Amount).ToArray(),
            currencies = sales.Select(sale => sale.Currency).ToArray(),
            cancelledAt = sales.Select(sale => sale.CancelledAt?.ToUniversalTime()).ToArray(),
        },
        cancellationToken);

    public Task AddRefundsAsync(IReadOnlyList<Refund> refunds, CancellationToken cancellationToken) => sql.ExecuteAsync(
        """
        INSERT INTO reports.refunds AS r (id, order_id, amount)
        SELECT * FROM unnest(@ids, @orderIds, @amounts) n (id, order_id, amount)
        ORDER BY id
        ON CONFLICT (tenant_id, id) DO UPDATE SET order_id = excluded.order_id, amount = excluded.amount
        WHERE (r.order_id, r.amount) IS DISTINCT FROM (excluded.order_id, excluded.amount)
        """,
        new
        {
            ids = refunds.Select(refund => refund.Id).ToArray(),
            orderIds = refunds.Select(refund => refund.OrderId).ToArray(),
            amounts = refunds.Select(refund => refund.Amount).ToArray(),
        },
        cancellationToken);

    /// <summary>The days from one to another that have sales. By the indexes (tenant_id, confirmed_at) of sales and (tenant_id, order_id) of refunds.</summary>
    public Task<IReadOnlyList<SalesDay>> DaysAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) => sql.QueryAsync(
        """
        SELECT (s.confirmed_at AT TIME ZONE 'UTC')::date, s.currency, count(*), count(s.cancelled_at), sum(s.amount)::bigint, COALESCE(sum(r.amount), 0)::bigint
        FROM reports.sales s
        LEFT JOIN LATERAL (SELECT sum(amount) AS amount FROM reports.refunds WHERE order_id = s.order_id) r ON true
        WHERE s.confirmed_at BETWEEN @begin AND @end
        GROUP BY 1, 2
        ORDER BY 1, 2
        """,
        new { begin = from.ToDateTime(default, DateTimeKind.Utc), end = to.ToDateTime(TimeOnly.MaxValue, DateTimeKind.Utc) },
        static row => SalesDay.Of(row.GetFieldValue<DateOnly>(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5)),
        cancellationToken);
}
