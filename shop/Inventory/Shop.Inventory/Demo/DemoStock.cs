using Microsoft.EntityFrameworkCore;
using Shop.Inventory.Stocks;

namespace Shop.Inventory.Demo;

internal sealed class DemoStock(InventoryDb db) : IDemoData
{
    public int Order => 2;

    public async Task AddAsync(DemoShop shop, CancellationToken cancellationToken)
    {
        if (await db.Stocks.AnyAsync(cancellationToken))
        {
            return;
        }

        db.AddRange(shop.ProductIds.Select(id => new Stock { ProductId = id, Available = 1000 }));
        await db.SaveChangesAsync(cancellationToken);
    }
}
