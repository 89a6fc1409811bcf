using Microsoft.EntityFrameworkCore;
using Shop.Catalog.Products;

namespace Shop.Catalog.Demo;

internal sealed class DemoProducts(CatalogDb db, TimeProvider time) : IDemoData
{
    private static readonly string[] Kinds = ["Mug", "Lamp", "Notebook", "Backpack", "Teapot", "Blanket", "Clock", "Chair", "Poster", "Vase"];
    private static readonly string[] Styles = ["Plain", "Striped", "Walnut", "Brass", "Linen", "Indigo", "Nordic", "Pocket", "Grand", "Vintage"];

    public int Order => 1;

    public async Task AddAsync(DemoShop shop, CancellationToken cancellationToken)
    {
        if (await db.Products.AnyAsync(cancellationToken))
        {
            return;
        }

        db.AddRange(shop.ProductIds.Select((id, i) => new Product
        {
            Id = id,
            Sku = $"{shop.Slug.ToUpperInvariant()}-{i + 1:D3}",
            Name = $"{Styles[i / 10 % 10]} {Kinds[i % 10]}{(i >= 100 ? " II" : "")}",
            Description = $"A {Styles[i / 10 % 10].ToLowerInvariant()} {Kinds[i % 10].ToLowerInvariant()} from {shop.Name}.",
            Price = new Money(499 + (i * 137 % 9000), shop.Currency),
            CreatedAt = time.GetUtcNow(),
        }));
        await db.SaveChangesAsync(cancellationToken);
    }
}
