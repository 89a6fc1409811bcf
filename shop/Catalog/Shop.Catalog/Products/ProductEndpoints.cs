using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Roost.Edge.Endpoints;
using Roost.Edge.Errors;
using Roost.Edge.OpenApi;
using Roost.Edge.Paging;
using Roost.Edge.Preconditions;
using Roost.Edge.Tenancy;

namespace Shop.Catalog.Products;

internal sealed class ProductEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var visitors = routes.MapGroup("/products").AllowAnonymous().RequireTenant();
        visitors.MapGet("", ListAsync).WithSummary("List products, oldest first");
        visitors.MapGet("/{id:guid}", GetAsync).WithName("GetProduct").WithSummary("Show a product");

        var staff = routes.MapGroup("/products").RequireAuthorization(Policies.Staff);
        staff.MapPost("", CreateAsync).WithSummary("Add a product")
            .WithExample(new CreateProduct("MUG-1", "Plain Mug", "A mug of white china.", new Money(1299, "EUR")));
        staff.MapPatch("/{id:guid}", ChangeAsync).WithSummary("Change a product")
            .WithExample(new ChangeProduct(Price: new Money(1199, "EUR")));
        staff.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Stop selling a product");
    }

    private static async Task<Ok<Page<ProductResponse>>> ListAsync(
        ProductReader products,
        Cursor? cursor,
        [StringLength(100)] string? q,
        [Range(1, Cursor.MaxLimit)] int limit = Cursor.DefaultLimit,
        CancellationToken cancellationToken = default)
    {
        var found = await products.ListAsync(cursor?.After, q, limit + 1, cancellationToken);
        return TypedResults.Ok(Page<ProductResponse>.From(found, limit, ProductResponse.From, view => view.Product.Id));
    }

    private static async Task<Results<OkVersioned<ProductResponse>, ProblemHttpResult>> GetAsync(
        Guid id, ProductReader products, CancellationToken cancellationToken) =>
        await products.FindAsync(id, cancellationToken) is { } view
            ? Versioned.Ok(ProductResponse.From(view), view.Version)
            : ProductErrors.NotFound.ToHttp();

    private static async Task<Results<Created<ProductResponse>, ProblemHttpResult>> CreateAsync(
        CreateProduct request, ProductRepository products, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await products.HasSkuAsync(request.Sku, cancellationToken))
        {
            return ProductErrors.SkuTaken.ToHttp();
        }

        var product = new Product
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Sku = request.Sku,
            Name = request.Name,
            Description = request.Description,
            Price = request.Price,
            CreatedAt = time.GetUtcNow(),
        };
        await products.AddAsync(product, cancellationToken);
        return TypedResults.Created($"/v1/products/{product.Id}", ProductResponse.From(product));
    }

    private static async Task<Results<OkVersioned<ProductResponse>, ProblemHttpResult>> ChangeAsync(
        Guid id, ChangeProduct request, IfMatch ifMatch, ProductRepository products, CancellationToken cancellationToken)
    {
        if (await products.FindAsync(id, cancellationToken) is not { } product)
        {
            return ProductErrors.NotFound.ToHttp();
        }

        if (!ifMatch.Allows(product.Version))
        {
            return ProductErrors.Stale.ToHttp();
        }

        product.Name = request.Name ?? product.Name;
        product.Description = request.Description ?? product.Description;
        product.Price = request.Price ?? product.Price;
        await products.SaveAsync(cancellationToken);
        return Versioned.Ok(ProductResponse.From(product), product.Version);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        Guid id, IfMatch ifMatch, ProductRepository products, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await products.FindAsync(id, cancellationToken) is not { } product)
        {
            return ProductErrors.NotFound.ToHttp();
        }

        if (!ifMatch.Allows(product.Version))
        {
            return ProductErrors.Stale.ToHttp();
        }

        product.DeletedAt = time.GetUtcNow();
        await products.SaveAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
