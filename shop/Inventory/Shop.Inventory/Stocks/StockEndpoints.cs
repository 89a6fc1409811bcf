using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Roost.Edge.Endpoints;
using Roost.Edge.Errors;
using Roost.Edge.OpenApi;
using Roost.Operations;
using Roost.Security.Idempotency;
using Shop.Catalog.Contracts;

namespace Shop.Inventory.Stocks;

internal sealed class StockEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var stock = routes.MapGroup("/inventory/{productId:guid}").RequireAuthorization(Policies.Staff);
        stock.MapGet("", GetAsync).WithSummary("Show what is in stock of a product");
        stock.MapPost("/adjustments", AdjustAsync).RequireIdempotencyKey().WithSummary("Add to the stock, or take from it")
            .WithExample(new AdjustStock(25, "Delivery 4711"));
    }

    private static async Task<Results<Ok<StockResponse>, ProblemHttpResult>> GetAsync(
        Guid productId, StockRepository stocks, CancellationToken cancellationToken) =>
        await stocks.FindAsync(productId, cancellationToken) is { } stock ? TypedResults.Ok(stock) : StockErrors.NotFound.ToHttp();

    private static async Task<Results<Ok<StockResponse>, ProblemHttpResult>> AdjustAsync(
        Guid productId, AdjustStock request, StockRepository stocks, ICatalog catalog, Operation operation, TimeProvider time, CancellationToken cancellationToken)
    {
        // A product that is no longer sold may still be counted; one of nobody's, or of another shop, gets no stock.
        var products = await catalog.FindAsync(new([productId]), cancellationToken);
        if (products.Count == 0 && await stocks.FindAsync(productId, cancellationToken) is null)
        {
            return StockErrors.NotFound.ToHttp();
        }

        var adjustment = new Adjustment
        {
            Id = operation.Id,
            ProductId = productId,
            Delta = request.Delta,
            Reason = request.Reason,
            MadeBy = operation.Context.Principal.RequiredId,
            MadeAt = time.GetUtcNow(),
        };
        return await stocks.AdjustAsync(adjustment, cancellationToken) is { } stock ? TypedResults.Ok(stock) : StockErrors.Negative.ToHttp();
    }
}
