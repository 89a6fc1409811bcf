using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Roost.Edge.Endpoints;
using Roost.Operations;

namespace Roost.Security.RateLimits;

/// <summary>
/// Counts each request for its tenant. Visitors have a window of their own: anybody can name a tenant, and must not use up what those who are signed in for it need. Endpoints of the host
/// itself, such as health, are not counted.
/// </summary>
internal sealed class TenantLimitMiddleware(RequestDelegate next, IRateLimitStore store, IOptions<RateLimitOptions> options)
{
    private readonly LimitPolicy _signedIn = new("tenant", options.Value.Tenant);
    private readonly LimitPolicy _visitors = new("tenant-visitors", options.Value.Tenant);

    public Task InvokeAsync(HttpContext context) =>
        (context.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<ModuleMetadata>() is not null)
        && context.RequestServices.GetRequiredService<Operation>().Context.Tenant is { } tenant
            ? CountAsync(context, tenant)
            : next(context);

    private async Task CountAsync(HttpContext context, TenantId tenant)
    {
        var policy = context.User.Identity is { IsAuthenticated: true } ? _signedIn : _visitors;
        var decision = await store.CountAsync(new RateLimitKey(policy.Name, RateLimitKey.NumberOf(tenant.Value)), policy.Limit, context.RequestAborted);
        if (decision.IsAllowed)
        {
            // What the answer says of the caller's own limit stays.
            await next(context);
            return;
        }

        policy.Describe(context.Response, decision);
    }
}
