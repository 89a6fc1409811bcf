using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace Roost.Edge;

/// <summary>Lets browsers call from the configured origins, and from no others.</summary>
internal sealed class CorsSettings(IOptions<EdgeOptions> edge) : IConfigureOptions<CorsOptions>
{
    public void Configure(CorsOptions options) => options.AddDefaultPolicy(policy => policy
        .WithOrigins(edge.Value.CorsOrigins)
        .WithMethods("GET", "POST", "PUT", "PATCH", "DELETE")
        .WithHeaders("Authorization", "Content-Type", "X-Tenant", "X-Correlation-ID", "Idempotency-Key", "If-Match", "If-None-Match", "traceparent")
        .WithExposedHeaders("ETag", "Location", "X-Correlation-ID", "RateLimit", "RateLimit-Policy", "Retry-After")
        .SetPreflightMaxAge(TimeSpan.FromMinutes(10)));
}
