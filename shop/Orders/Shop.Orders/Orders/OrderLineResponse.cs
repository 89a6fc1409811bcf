namespace Shop.Orders.Orders;

internal sealed record OrderLineResponse(Guid ProductId, string Name, Money UnitPrice, int Quantity);
