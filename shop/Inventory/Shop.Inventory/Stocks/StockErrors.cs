using Roost;

namespace Shop.Inventory.Stocks;

internal static class StockErrors
{
    public static Error NotFound => Error.NotFound("inventory.product_not_found", "There is no stock of this product.");

    public static Error Negative => Error.Unprocessable("inventory.negative", "There are fewer than that in stock.");
}
