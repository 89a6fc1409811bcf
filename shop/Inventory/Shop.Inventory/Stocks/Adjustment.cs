namespace Shop.Inventory.Stocks;

internal sealed class Adjustment
{
    public required Guid Id { get; init; }

    public required Guid ProductId { get; init; }

    public required int Delta { get; init; }

    public required string Reason { get; init; }

    public required Guid MadeBy { get; init; }

    public required DateTimeOffset MadeAt { get; init; }
}
