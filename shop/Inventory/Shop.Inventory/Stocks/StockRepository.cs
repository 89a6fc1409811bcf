using Microsoft.EntityFrameworkCore;
using Roost.Postgres.UnitsOfWork;

namespace Shop.Inventory.Stocks;

internal sealed class StockRepository(InventoryDb db, Sql<InventoryModule> sql)
{
    public Task<StockResponse?> FindAsync(Guid productId, CancellationToken cancellationToken) =>
        db.Stocks.Where(stock => stock.ProductId == productId)
            .Select(stock => new StockResponse(stock.ProductId, stock.Available, stock.Reserved))
            .SingleOrDefaultAsync(cancellationToken);

    /// <summary>Adds to the stock, or to nothing; <see langword="null"/> if that would make it negative.</summary>
    public async Task<StockResponse?> AdjustAsync(Adjustment adjustment, CancellationToken cancellationToken)
    {
        // Found by the primary key (tenant_id, product_id). A first delivery makes the row.
        var rows = await sql.WriteAsync<StockResponse>(
            """
            INSERT INTO inventory.stocks AS s (product_id, available, reserved)
            SELECT @ProductId, @Delta, 0 WHERE @Delta > 0
            ON CONFLICT (tenant_id, product_id) DO UPDATE SET available = s.available + @Delta
            RETURNING product_id AS ProductId, available, reserved
            """,
            adjustment,
            cancellationToken);
        if (rows.Count == 0)
        {
            rows = await sql.WriteAsync<StockResponse>(
                """
                UPDATE inventory.stocks SET available = available + @Delta
                WHERE product_id = @ProductId AND available + @Delta >= 0
                RETURNING product_id AS ProductId, available, reserved
                """,
                adjustment,
                cancellationToken);
        }

        if (rows.Count == 0)
        {
            return null;
        }

        db.Add(adjustment);
        await db.SaveChangesAsync(cancellationToken);
        return rows[0];
    }
}
