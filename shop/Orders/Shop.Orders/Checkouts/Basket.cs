using Roost;
using Roost.Operations;
using Shop.Catalog.Contracts;
using Shop.Orders.Orders;

namespace Shop.Orders.Checkouts;

/// <summary>Makes an order of what a customer wants, at today's prices.</summary>
internal sealed class Basket(ICatalog catalog, Operation operation, TimeProvider time)
{
    public async Task<Result<Order>> PriceAsync(PlaceOrder request, CancellationToken cancellationToken)
    {
        var found = await catalog.FindAsync(new FindProducts([.. request.Lines.Select(line => line.ProductId)]), cancellationToken);
        var products = found.ToDictionary(product => product.Id);
        if (products.Count != request.Lines.Count)
        {
            return OrderErrors.ProductUnknown;
        }

        if (found.Select(product => product.Price.Currency).Distinct().Count() > 1)
        {
            return OrderErrors.MixedCurrencies;
        }

        var lines = request.Lines.Select(line => Line(products[line.ProductId], line.Quantity)).ToList();
        return new Order
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            OperationId = operation.Id,
            CustomerId = operation.Context.Principal.RequiredId,
            Total = lines.Select(line => line.UnitPrice * line.Quantity).Aggregate((sum, price) => sum + price),
            PaymentMethod = request.Payment.Method,
            CreatedAt = time.GetUtcNow(),
            Lines = lines,
            HasCheckout = true,
        };
    }

    private static OrderLine Line(ProductSnapshot product, int quantity) =>
        new() { ProductId = product.Id, Name = product.Name, UnitPrice = product.Price, Quantity = quantity };
}
