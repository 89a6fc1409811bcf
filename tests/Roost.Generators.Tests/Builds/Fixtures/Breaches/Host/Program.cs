// ROOST1004: catalog uses stock, and stock uses catalog.
Console.WriteLine($"{nameof(Catalog.CatalogModule)} and {nameof(Stock.StockModule)}");
