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

    /// <summary>The code of what went wrong, for an order that was rejected or is about to be.</summary>
    public string? Reason { get; private set; }

    /// <summary>Until when a checkout may be at work on the order; <see langword="null"/> if none is. One that died leaves it behind.</summary>
    public DateTimeOffset? CheckoutUntil { get; private set; }

    public Guid? PaymentId { get; private set; }

    /// <summary>When it was confirmed. It stays when the order is cancelled.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    public DateTimeOffset? CancelledAt { get; private set; }

    public long Version { get; private set; }

    /// <summary>Whether it is still open how the order ends.</summary>
    public bool IsOpen => Status is OrderStatus.Pending or OrderStatus.Cancelling;

    /// <summary>Keeps others away while a checkout is at work.</summary>
    public void BeginCheckout(DateTimeOffset until) => CheckoutUntil = until;

    /// <summary>Lets others at an order that stays pending.</summary>
    public void PauseCheckout() => CheckoutUntil = null;

    /// <summary>Remembers what went wrong, before anything is undone for it. The first reason stays.</summary>
    public void Fail(string reason) => Reason ??= reason;

    public void Confirm(Guid paymentId, DateTimeOffset now)
    {
        Status = OrderStatus.Confirmed;
        PaymentId = paymentId;
        ConfirmedAt = now;
        CheckoutUntil = null;
    }

    public void Reject(string reason)
    {
        Fail(reason);
        Status = OrderStatus.Rejected;
        CheckoutUntil = null;
    }

    /// <summary>Closes the order to every checkout, for good.</summary>
    public void BeginCancellation() => Status = OrderStatus.Cancelling;

    public void Cancel(DateTimeOffset now)
    {
        Status = OrderStatus.Cancelled;
        CancelledAt = now;
    }
}
