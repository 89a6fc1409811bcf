namespace Shop.Faults.Tests.Laws;

/// <summary>Reports know each sale as orders do, and each refund as payments do, though they have heard of them by events only, from another database if there is one.</summary>
internal static class SalesLaws
{
    public static async Task<IReadOnlyList<string>> BreachesAsync(IEvidence shop)
    {
        var made = await shop.LookAsync<string>(
            ["orders", "payments"],
            """
            SELECT 'order ' || id || ' over ' || total_amount || CASE WHEN status = 'Cancelled' THEN ', cancelled' ELSE '' END FROM orders.orders WHERE confirmed_at IS NOT NULL
            UNION ALL SELECT 'refund ' || id || ' of ' || amount FROM payments.refunds
            """);
        var heard = await shop.LookAsync<string>(
            ["reports"],
            """
            SELECT 'order ' || order_id || ' over ' || amount || CASE WHEN cancelled_at IS NOT NULL THEN ', cancelled' ELSE '' END FROM reports.sales
            UNION ALL SELECT 'refund ' || id || ' of ' || amount FROM reports.refunds
            """);
        return [.. made.Except(heard).Select(lost => $"Sales: reports do not know {lost}"), .. heard.Except(made).Select(only => $"Sales: only reports know {only}")];
    }
}
