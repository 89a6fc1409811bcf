using Roost.EntityFramework.Conventions;

namespace Shop.Orders.Orders;

internal sealed class Order : IVersioned
{
    public required Guid Id { get; init; }

    /// <summary>Names the request that the order came from: the same again if the customer repeats it under the same key.</summary>
    public required Guid OperationId { get; init; }

    public required Guid CustomerId { get; init; }

    public required Money Total { get; init; }

    public required string PaymentMethod { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required List<OrderLine> Lines { get; init; }

    public OrderStatus Status { get; private set; } = OrderStatus.Pending;

    /// <summary>The code of what went wrong, for an order that was rejected.</summary>
    public string? Reason { get; private set; }

    public Guid? PaymentId { get; private set; }

    public long Version { get; private set; }

    public void Confirm(Guid paymentId)
    {
        Status = OrderStatus.Confirmed;
        PaymentId = paymentId;
    }

    public void Reject(string reason)
    {
        Status = OrderStatus.Rejected;
        Reason = reason;
    }

    public void Cancel() => Status = OrderStatus.Cancelled;
}
