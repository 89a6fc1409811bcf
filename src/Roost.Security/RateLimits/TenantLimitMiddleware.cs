using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Roost.Edge.Endpoints;
using Roost.Operations;

namespace Roost.Security.RateLimits;

/// <summary>Counts each request for its tenant, whoever asks. Endpoints of the host itself, such as health, are not counted.</summary>
internal sealed class TenantLimitMiddleware(RequestDelegate next, IRateLimitStore store, IOptions<RateLimitOptions> options)
{
    private readonly LimitPolicy _policy = new("tenant", options.Value.Tenant);

    public Task InvokeAsync(HttpContext context) =>
        (context.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<ModuleMetadata>() is not null)
        && context.RequestServices.GetRequiredService<Operation>().Context.Tenant is { } tenant
            ? CountAsync(context, tenant)
            : next(context);

    private async Task CountAsync(HttpContext context, TenantId tenant)
    {
        var decision = await store.CountAsync(new RateLimitKey(_policy.Name, RateLimitKey.NumberOf(tenant.Value)), _policy.Limit, context.RequestAborted);
        if (decision.IsAllowed)
        {
            // What the answer says of the caller's own limit stays.
            await next(context);
            return;
        }

        _policy.Describe(context.Response, decision);
    }
}
