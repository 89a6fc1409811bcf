using Roost;

namespace Shop.Catalog.Products;

internal static class ProductErrors
{
    public static Error NotFound => Error.NotFound("catalog.product_not_found", "There is no such product.");

    public static Error SkuTaken => Error.Conflict("catalog.sku_taken", "Another product has this SKU. Choose another, or change that product.");

    public static Error Stale => Error.Stale("version.stale", "Somebody else has changed this in the meantime. Read it again and repeat the change.");
}
