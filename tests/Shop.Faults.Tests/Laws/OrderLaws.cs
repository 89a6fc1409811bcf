namespace Shop.Faults.Tests.Laws;

/// <summary>Each order that was wanted is there once, and is settled, and so is all that belongs to it.</summary>
internal static class OrderLaws
{
    private const string Orders =
        """
        SELECT 'Orders: ' || count(*) || ' instead of ' || @Wanted FROM orders.orders HAVING count(*) <> @Wanted
        UNION ALL SELECT 'Settled: order ' || id || ' is ' || status FROM orders.orders WHERE status NOT IN ('Confirmed', 'Rejected', 'Cancelled')
        UNION ALL SELECT 'Settled: the payment of order ' || order_id || ' is ' || status FROM payments.payments
            WHERE status NOT IN ('Captured', 'PartiallyRefunded', 'Refunded', 'Voided', 'Declined')
        UNION ALL SELECT 'Settled: a refund of payment ' || payment_id || ' is ' || status FROM payments.refunds WHERE status <> 'Made'
        UNION ALL SELECT 'Settled: order ' || o.id || ' is confirmed without a captured payment' FROM orders.orders o
            WHERE o.status = 'Confirmed' AND NOT EXISTS (SELECT FROM payments.payments p WHERE p.id = o.payment_id AND p.order_id = o.id AND p.captured = o.total_amount)
        """;

    private const string Work =
        """
        SELECT 'Settled: a saga is left, ' || name || ' ' || key FROM roost.saga
        UNION ALL SELECT 'Settled: a job was given up, ' || kind || ': ' || error FROM roost.job_dead
        """;

    public static async Task<IReadOnlyList<string>> BreachesAsync(IEvidence shop) =>
        [.. await shop.LookAsync<string>(["orders", "payments"], Orders, new { shop.Wanted }), .. await shop.LookEverywhereAsync<string>(Work)];
}
