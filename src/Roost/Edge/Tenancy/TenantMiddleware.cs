using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost.Edge.Errors;
using Roost.Operations;

namespace Roost.Edge.Tenancy;

/// <summary>
/// Begins the operation: decides for which tenant the request is, and sets the context that everything behind it works under.
/// The token's tenant wins; a header that says otherwise is refused, because it is either a mistake or an attempt.
/// </summary>
internal sealed class TenantMiddleware(RequestDelegate next, TimeProvider time, IOptions<EdgeOptions> options, ILogger<Operation> logger)
{
    private const string Header = "X-Tenant";
    private const int MaxLength = 63;

    public async Task InvokeAsync(HttpContext context)
    {
        var principal = ReadPrincipal(context.User, out var claimed);
        var named = context.Request.Headers[Header];
        var tenant = claimed;
        if (named.Count > 0)
        {
            var found = await FindAsync(context, named);
            if (found is null)
            {
                await Problems.WriteAsync(context, EdgeErrors.UnknownTenant);
                return;
            }

            if (claimed is not null && claimed != found)
            {
                await Problems.WriteAsync(context, EdgeErrors.ForeignTenant);
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

        var call = new CallContext(tenant, principal, context.TraceIdentifier, time.GetUtcNow() + options.Value.RequestTimeout);
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

    private static Principal ReadPrincipal(ClaimsPrincipal user, out TenantId? tenant)
    {
        tenant = null;
        if (user.Identity is not ClaimsIdentity { IsAuthenticated: true } identity || !Guid.TryParse(identity.FindFirst("sub")?.Value, out var id))
        {
            return Principal.Anonymous;
        }

        if (Guid.TryParse(identity.FindFirst("tid")?.Value, out var claimed) && claimed != Guid.Empty)
        {
            tenant = new TenantId(claimed);
        }

        return Principal.User(id, [.. identity.FindAll(identity.RoleClaimType).Select(claim => claim.Value)]);
    }
}
