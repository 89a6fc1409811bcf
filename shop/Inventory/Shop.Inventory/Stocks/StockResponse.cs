namespace Shop.Inventory.Stocks;

internal sealed record StockResponse(Guid ProductId, int Available, int Reserved);
