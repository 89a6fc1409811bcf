namespace Shop.Orders.Cancellations;

/// <summary>What a cancellation knows of its order.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="ReservationId">The reservation that its stock was sold from.</param>
internal sealed record CancellationState(Guid OrderId, Guid ReservationId);
