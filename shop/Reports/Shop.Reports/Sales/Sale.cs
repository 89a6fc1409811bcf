namespace Shop.Reports.Sales;

/// <summary>
/// An order that was confirmed. All of it stays as it is once it is known, but for the cancellation, which is learnt later and never taken back. So it makes
/// no difference how often, in what order, and from whom we hear of it.
/// </summary>
internal sealed class Sale
{
    public required Guid OrderId { get; init; }

    public required DateTimeOffset ConfirmedAt { get; init; }

    public required long Amount { get; init; }

    public required string Currency { get; init; }

    public DateTimeOffset? CancelledAt { get; init; }
}
