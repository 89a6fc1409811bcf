using Roost;

namespace Shop.Orders.Orders;

internal static class OrderErrors
{
    public static Error NotFound => Error.NotFound("orders.not_found", "There is no such order.");

    public static Error ProductUnknown => Error.Unprocessable("orders.product_unknown", "One of the products is not sold here, or not any more.");

    public static Error MixedCurrencies => Error.Unprocessable("orders.mixed_currencies", "The products have prices in different currencies. Order them apart.");

    public static Error TooManyFollowed => new(ErrorKind.TooMany, "orders.too_many_followed", "You follow too many orders at the same time. Close some streams, or ask for the orders themselves.");

    public static Error NotWanted => Error.Unprocessable("orders.not_wanted", "The customer has cancelled the order meanwhile.");

    public static Error NotCancellable(OrderStatus status) =>
        Error.Conflict("orders.not_cancellable", $"The order is {status.ToString().ToLowerInvariant()}; only a confirmed or pending order can be cancelled.");
}
