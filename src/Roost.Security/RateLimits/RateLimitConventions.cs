using Microsoft.AspNetCore.Builder;

namespace Roost.Security.RateLimits;

/// <summary>What endpoints say of their limits.</summary>
public static class RateLimitConventions
{
    /// <summary>Puts endpoints under another limit than the default.</summary>
    public static TBuilder RateLimit<TBuilder>(this TBuilder builder, RateLimitClass limit)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RateLimitMetadata(limit));
}
