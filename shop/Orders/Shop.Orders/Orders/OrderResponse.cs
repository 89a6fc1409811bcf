namespace Shop.Orders.Orders;

internal sealed record OrderResponse(
    Guid Id,
    Guid CustomerId,
    OrderStatus Status,
    string? Reason,
    Money Total,
    IReadOnlyList<OrderLineResponse> Lines,
    Guid? PaymentId,
    DateTimeOffset CreatedAt)
{
    public static OrderResponse From(Order order) => new(
        order.Id,
        order.CustomerId,
        order.Status,
        order.Reason,
        order.Total,
        [.. order.Lines.Select(line => new OrderLineResponse(line.ProductId, line.Name, line.UnitPrice, line.Quantity))],
        order.PaymentId,
        order.CreatedAt);
}
