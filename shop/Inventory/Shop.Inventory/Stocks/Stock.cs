namespace Shop.Inventory.Stocks;

internal sealed class Stock
{
    public required Guid ProductId { get; init; }

    public int Available { get; init; }

    public int Reserved { get; init; }
}
