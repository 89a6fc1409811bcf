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

    /// <summary>Whether a checkout takes it to its end by itself. Orders from before checkouts were sagas have none.</summary>
    public bool HasCheckout { get; init; }

    /// <summary>The reservation that its stock was sold from.</summary>
    public Guid? ReservationId { get; private set; }

    public Guid? PaymentId { get; private set; }

    /// <summary>When it was confirmed. It stays when the order is cancelled.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    public DateTimeOffset? CancelledAt { get; private set; }

    public long Version { get; private set; }

    public void Confirm(Guid paymentId, Guid reservationId, DateTimeOffset now)
    {
        Status = OrderStatus.Confirmed;
        PaymentId = paymentId;
        ReservationId = reservationId;
        ConfirmedAt = now;
    }

    public void Reject(string reason)
    {
        Reason = reason;
        Status = OrderStatus.Rejected;
    }

    /// <summary>Closes the order to its checkout, for good.</summary>
    public void BeginCancellation() => Status = OrderStatus.Cancelling;

    public void Cancel(DateTimeOffset now)
    {
        Status = OrderStatus.Cancelled;
        CancelledAt = now;
    }
}
