using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Roost.Edge.Endpoints;
using Roost.Edge.Errors;
using Roost.Edge.OpenApi;
using Roost.Operations;
using Roost.Security.RateLimits;
using Shop.Tenants.Openings;

namespace Shop.Tenants;

internal sealed class TenantEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var anyone = routes.MapGroup("/tenants").AllowAnonymous();
        anyone.MapPost("", CreateAsync).RateLimit(RateLimitClass.SignIn).WithSummary("Open a shop")
            .WithExample(new CreateTenant("blue-door", "The Blue Door", "ada@example.com", "a long enough password"));
        anyone.MapGet("/{slug}", GetAsync).WithName("GetTenant").WithSummary("Show a shop");
    }

    private static async Task<Results<Created<TenantResponse>, ProblemHttpResult>> CreateAsync(
        CreateTenant request, Opening opening, Operation operation, CancellationToken cancellationToken)
    {
        var opened = await opening.OpenAsync(
            new(operation.Id, request.Slug, request.Name, request.OwnerEmail, request.OwnerPassword), cancellationToken);
        return opened.IsSuccess
            ? TypedResults.Created($"/v1/tenants/{opened.Value.Slug}", TenantResponse.From(opened.Value))
            : opened.Error.ToHttp();
    }

    private static async Task<Results<Ok<TenantResponse>, ProblemHttpResult>> GetAsync(
        string slug, TenantRepository tenants, CancellationToken cancellationToken) =>
        await tenants.FindOpenAsync(slug, cancellationToken) is { } tenant
            ? TypedResults.Ok(TenantResponse.From(tenant))
            : TenantErrors.NotFound.ToHttp();
}
