using Microsoft.AspNetCore.Builder;

namespace Roost.Edge.Tenancy;

/// <summary>What endpoints say of tenants.</summary>
public static class TenantConventions
{
    /// <summary>Refuses requests that belong to no tenant with 400. For endpoints that visitors may call; a token names its tenant anyway.</summary>
    public static TBuilder RequireTenant<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new TenantMetadata(IsRequired: true));
}
