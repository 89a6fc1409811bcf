using Shop.Inventory.Contracts;
using Shop.Orders.Orders;

namespace Shop.Orders.Checkouts;

/// <summary>What a checkout knows of its order, so that no step has to read it.</summary>
internal sealed record CheckoutState(Guid OrderId, Money Total, string PaymentMethod, IReadOnlyList<StockLine> Lines)
{
    /// <summary>The payment, as soon as it is authorised.</summary>
    public Guid? PaymentId { get; set; }

    public static CheckoutState Of(Order order) =>
        new(order.Id, order.Total, order.PaymentMethod, [.. order.Lines.Select(line => new StockLine(line.ProductId, line.Quantity))]);
}
