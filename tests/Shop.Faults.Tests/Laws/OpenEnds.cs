namespace Shop.Faults.Tests.Laws;

/// <summary>Questions for what will still happen by itself in a database.</summary>
internal static class OpenEnds
{
    public const string Orders = "SELECT 'order ' || id || ' is ' || status FROM orders.orders WHERE status IN ('Pending', 'Cancelling') LIMIT 10";

    public const string Work =
        """
        SELECT 'saga ' || name || ' ' || key || ' ' || progress || coalesce(' ' || error, '') FROM roost.saga
        UNION ALL SELECT 'job ' || kind || ' in state ' || state || ', attempt ' || attempt FROM roost.job
        UNION ALL SELECT 'event ' || name FROM roost.outbox
        LIMIT 10
        """;
}
