using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Roost.Edge.Deadlines;
using Roost.Edge.Errors;
using Roost.Operations;

namespace Roost.Edge.Tenancy;

/// <summary>
/// Begins the operation: decides for which tenant the request is, and sets the context that everything behind it works under.
/// Whoever is signed in works for the tenant of the token, or for none: a header that says otherwise is refused, because it is either
/// a mistake or an attempt. The header chooses for visitors only.
/// </summary>
internal sealed class TenantMiddleware(RequestDelegate next, TimeProvider time, EndpointTimeouts timeouts, ILogger<Operation> logger)
{
    private const string Header = "X-Tenant";
    private const int MaxLength = 63;

    public async Task InvokeAsync(HttpContext context)
    {
        if (!Caller.TryRead(context.User, out var caller))
        {
            // A token that some scheme took and that names nobody: going on as a visitor would leave its roles in force.
            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            await Problems.WriteAsync(context, EdgeErrors.UnreadableIdentity);
            return;
        }

        var named = context.Request.Headers[Header];
        var tenant = caller.Tenant;
        if (named.Count > 0)
        {
            var found = await FindAsync(context, named);
            if (caller.IsSignedIn && (found is null || found != caller.Tenant))
            {
                await Problems.WriteAsync(context, EdgeErrors.ForeignTenant);
                return;
            }

            if (found is null)
            {
                await Problems.WriteAsync(context, EdgeErrors.UnknownTenant);
                return;
            }

            tenant = found;
        }

        if (tenant is null && context.GetEndpoint()?.Metadata.GetMetadata<TenantMetadata>() is { IsRequired: true })
        {
            // Whoever is not signed in and names no tenant on an endpoint for signed-in people is told to sign in first.
            await Problems.WriteAsync(context, EdgeErrors.MissingTenant);
            return;
        }

        var call = new CallContext(tenant, caller.Principal, context.TraceIdentifier, time.GetUtcNow() + timeouts.Of(context.GetEndpoint()));
        context.RequestServices.GetRequiredService<Operation>().Begin(call);
        using (logger.BeginScope(new CallContextLogScope(call)))
        {
            await next(context);
        }
    }

    private static async ValueTask<TenantId?> FindAsync(HttpContext context, Microsoft.Extensions.Primitives.StringValues named)
    {
        if (named.Count != 1 || named[0] is not { Length: > 0 and <= MaxLength } name)
        {
            return null;
        }

        var resolver = context.RequestServices.GetService<ITenantResolver>();
        return resolver is null ? null : await resolver.FindAsync(name, context.RequestAborted);
    }
}
