using Microsoft.EntityFrameworkCore;

namespace Shop.Catalog.Products;

/// <summary>Products as staff change them. What visitors read comes from <see cref="ProductReader"/>.</summary>
internal sealed class ProductRepository(CatalogDb db)
{
    private IQueryable<Product> Sold => db.Products.Where(product => product.DeletedAt == null);

    public Task<Product?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        Sold.SingleOrDefaultAsync(product => product.Id == id, cancellationToken);

    public Task<bool> HasSkuAsync(string sku, CancellationToken cancellationToken) => Sold.AnyAsync(product => product.Sku == sku, cancellationToken);

    public Task AddAsync(Product product, CancellationToken cancellationToken)
    {
        db.Add(product);
        return db.SaveChangesAsync(cancellationToken);
    }

    public Task SaveAsync(CancellationToken cancellationToken) => db.SaveChangesAsync(cancellationToken);
}
