namespace Shop.Catalog.Products;

internal sealed record ProductResponse(Guid Id, string Sku, string Name, string Description, Money Price, DateTimeOffset CreatedAt)
{
    public static ProductResponse From(ProductView view) =>
        new(view.Product.Id, view.Product.Sku, view.Product.Name, view.Description, view.Product.Price, view.CreatedAt);

    public static ProductResponse From(Product product) =>
        new(product.Id, product.Sku, product.Name, product.Description, product.Price, product.CreatedAt);
}
