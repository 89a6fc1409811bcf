using System.ComponentModel.DataAnnotations;

namespace Shop.Orders.Orders;

internal sealed record PlaceOrderLine(Guid ProductId, [Range(1, 1000)] int Quantity);
