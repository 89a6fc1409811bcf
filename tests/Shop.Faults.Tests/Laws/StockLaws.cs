using Shop.Faults.Tests.Stages;

namespace Shop.Faults.Tests.Laws;

/// <summary>No piece is lost or made: what was delivered is available, put aside or sold. When no order is open nothing is put aside, and what is sold is sold to a confirmed order.</summary>
internal static class StockLaws
{
    public static async Task<IReadOnlyList<string>> BreachesAsync(IEvidence shop) => await shop.LookAsync<string>(
        ["orders", "inventory"],
        """
        WITH sold AS (
            SELECT l.product_id, sum(l.quantity) AS quantity
            FROM orders.orders o JOIN orders.order_lines l ON l.order_id = o.id WHERE o.status = 'Confirmed' GROUP BY l.product_id),
        reserved AS (
            SELECT o.id, (SELECT string_agg(l.product_id || ' ' || l.quantity, ', ' ORDER BY l.product_id) FROM inventory.reservation_lines l WHERE l.reservation_id = r.id) AS reserved,
                (SELECT string_agg(l.product_id || ' ' || l.quantity, ', ' ORDER BY l.product_id) FROM orders.order_lines l WHERE l.order_id = o.id) AS ordered
            FROM orders.orders o LEFT JOIN inventory.reservations r ON r.id = o.reservation_id AND r.state = 'Sold' WHERE o.status = 'Confirmed')
        SELECT 'Stock: of product ' || s.product_id || ' ' || s.available || ' are available, ' || s.reserved || ' put aside and ' || coalesce(d.quantity, 0) || ' sold of ' || @Delivered
            FROM inventory.stocks s LEFT JOIN sold d USING (product_id)
            WHERE s.product_id = ANY (@products) AND (s.available + coalesce(d.quantity, 0) <> @Delivered OR s.reserved <> 0)
        UNION ALL SELECT 'Reservations: ' || r.id || ' is ' || r.state || ' for no confirmed order' FROM inventory.reservations r
            WHERE r.state <> 'Released' AND NOT EXISTS (SELECT FROM orders.orders o WHERE o.reservation_id = r.id AND o.status = 'Confirmed')
        UNION ALL SELECT 'Reservations: order ' || id || ' has ' || coalesce(reserved, 'nothing') || ' instead of ' || ordered FROM reserved WHERE reserved IS DISTINCT FROM ordered
        """,
        new { CrashShop.Delivered, products = shop.Products.Select(product => product.Id).ToArray() });
}
