using Microsoft.AspNetCore.Authorization;
using Roost.Security.Tokens;

namespace Shop.Host.Authorization;

/// <summary>Says what the names in <see cref="Policies"/> mean.</summary>
internal static class ShopPolicies
{
    public static IServiceCollection AddShopPolicies(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Owner, policy => policy.InShop().RequireRole(Roles.Owner))
            .AddPolicy(Policies.Staff, policy => policy.InShop().RequireRole(Roles.Owner, Roles.Staff))
            // Whoever works for a shop buys there under an account of their own: an order's customer never is who may change the order.
            .AddPolicy(Policies.Customer, policy => policy.InShop().RequireRole(Roles.Customer))
            .AddPolicy(Policies.SignedIn, policy => policy.InShop())
            // Operators see all shops: a token of a shop's, whatever roles it has, is none of theirs.
            .AddPolicy(Policies.Operator, policy => policy.InNoShop().RequireRole(Roles.Operator));
        return services;
    }

    /// <summary>Signed in, and to a shop: a token that names no tenant opens nothing, whatever roles it has.</summary>
    private static AuthorizationPolicyBuilder InShop(this AuthorizationPolicyBuilder policy) =>
        policy.RequireAuthenticatedUser().RequireClaim(AccessTokenClaims.Tenant);

    /// <summary>Signed in, and to no shop.</summary>
    private static AuthorizationPolicyBuilder InNoShop(this AuthorizationPolicyBuilder policy) => policy
        .RequireAuthenticatedUser()
        .RequireAssertion(static context => !context.User.HasClaim(static claim => claim.Type == AccessTokenClaims.Tenant));
}
