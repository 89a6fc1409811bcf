namespace Shop.Reports.Sales;

/// <summary>Money that was given back for an order, in the order's currency.</summary>
internal sealed class Refund
{
    public required Guid Id { get; init; }

    public required Guid OrderId { get; init; }

    public required long Amount { get; init; }
}
