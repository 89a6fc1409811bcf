using Microsoft.EntityFrameworkCore;
using Shop.Catalog.Contracts;

namespace Shop.Catalog.Products;

internal sealed class ProductRepository(CatalogDb db)
{
    private IQueryable<Product> Sold => db.Products.Where(product => product.DeletedAt == null);

    public Task<Product?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        Sold.SingleOrDefaultAsync(product => product.Id == id, cancellationToken);

    public async Task<IReadOnlyList<ProductSnapshot>> SnapshotsAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        await Sold.AsNoTracking()
            .Where(product => ids.Contains(product.Id))
            .Select(product => new ProductSnapshot(product.Id, product.Sku, product.Name, product.Price))
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<Product>> ListAsync(Guid? after, string? search, int take, CancellationToken cancellationToken)
    {
        var products = Sold.AsNoTracking();
        if (after is { } id)
        {
            products = products.Where(product => product.Id > id);
        }

        if (!string.IsNullOrWhiteSpace(search))
        {
            products = products.Where(product => EF.Functions.ILike(product.Name, $"%{Escape(search)}%", @"\") || product.Sku == search);
        }

        return await products.OrderBy(product => product.Id).Take(take).ToListAsync(cancellationToken);
    }

    public Task<bool> HasSkuAsync(string sku, CancellationToken cancellationToken) => Sold.AnyAsync(product => product.Sku == sku, cancellationToken);

    public Task AddAsync(Product product, CancellationToken cancellationToken)
    {
        db.Add(product);
        return db.SaveChangesAsync(cancellationToken);
    }

    public Task SaveAsync(CancellationToken cancellationToken) => db.SaveChangesAsync(cancellationToken);

    private static string Escape(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal);
}
