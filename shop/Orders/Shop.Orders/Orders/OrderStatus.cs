namespace Shop.Orders.Orders;

internal enum OrderStatus
{
    Pending,
    Confirmed,
    Rejected,
    Cancelled,
}
