namespace Shop.Orders.Orders;

internal sealed class OrderLine
{
    public Guid OrderId { get; init; }

    public required Guid ProductId { get; init; }

    /// <summary>The product's name when it was ordered.</summary>
    public required string Name { get; init; }

    /// <summary>Its price when it was ordered.</summary>
    public required Money UnitPrice { get; init; }

    public required int Quantity { get; init; }
}
