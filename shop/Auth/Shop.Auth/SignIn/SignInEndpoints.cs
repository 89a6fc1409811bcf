using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Roost;
using Roost.Edge.Endpoints;
using Roost.Edge.Errors;
using Roost.Edge.OpenApi;
using Roost.Edge.Tenancy;
using Roost.Operations;
using Roost.Security.RateLimits;
using Shop.Auth.Accounts;

namespace Shop.Auth.SignIn;

internal sealed class SignInEndpoints : IEndpoints
{
    private static readonly UseRefreshToken ExampleToken = new("rt_q4YFq0oT9s1oZ4Zc0N3mJm8mT2xH5uWb7eKdRkXvA1I");

    public static void Map(IEndpointRouteBuilder routes)
    {
        var visitors = routes.MapGroup("/auth").AllowAnonymous().RequireTenant().AddEndpointFilter(NoStoreAsync);
        visitors.MapPost("/register", RegisterAsync).RateLimit(RateLimitClass.SignIn).WithSummary("Become a customer of the shop")
            .WithExample(new RegisterCustomer("ada@example.com", "a long enough password", "Ada"));
        visitors.MapPost("/login", SignInAsync).RateLimit(RateLimitClass.SignIn).WithSummary("Sign in with a password")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .WithExample(new SignInWithPassword("ada@example.com", "a long enough password"));
        visitors.MapPost("/refresh", RefreshAsync).WithSummary("Exchange a refresh token for the next pair of tokens")
            .WithExample(ExampleToken)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .WithDescription(
                "A refresh token can be used once. A second use within a few seconds is refused with auth.refresh_raced and changes nothing; "
                + "a later one ends the session, because somebody has a copy.");
        visitors.MapPost("/logout", SignOutAsync).WithSummary("End the session that a refresh token belongs to")
            .WithExample(ExampleToken)
            .WithDescription("Answers 204 for any token, since a client that is signed out already has what it wants (RFC 7009 section 2.2).");
    }

    private static async Task<Results<Created<AccountResponse>, ProblemHttpResult>> RegisterAsync(
        RegisterCustomer request, Registration registration, Operation operation, CancellationToken cancellationToken)
    {
        var account = await registration.RegisterAsync(
            new(operation.Id, request.Email, request.Password, request.Name, Roles.Customer), cancellationToken);
        return account.IsSuccess ? TypedResults.Created("/v1/users/me", AccountResponse.From(account.Value)) : account.Error.ToHttp();
    }

    private static async Task<Results<Ok<TokenResponse>, ProblemHttpResult>> SignInAsync(
        SignInWithPassword request, SignInService signIn, CancellationToken cancellationToken) =>
        ToHttp(await signIn.SignInAsync(request, cancellationToken));

    private static async Task<Results<Ok<TokenResponse>, ProblemHttpResult>> RefreshAsync(
        UseRefreshToken request, RefreshService refresh, CancellationToken cancellationToken) =>
        ToHttp(await refresh.RefreshAsync(request, cancellationToken));

    private static async Task<NoContent> SignOutAsync(UseRefreshToken request, RefreshService refresh, CancellationToken cancellationToken)
    {
        await refresh.EndAsync(request, cancellationToken);
        return TypedResults.NoContent();
    }

    private static Results<Ok<TokenResponse>, ProblemHttpResult> ToHttp(Result<TokenResponse> tokens) =>
        tokens.IsSuccess ? TypedResults.Ok(tokens.Value) : tokens.Error.ToHttp();

    /// <summary>Tokens are for the client alone, and for no cache on the way to it (RFC 6749 section 5.1).</summary>
    private static ValueTask<object?> NoStoreAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return next(context);
    }
}
