using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Roost.Edge.Endpoints;

namespace Roost.Edge.Headers;

/// <summary>
/// Tells caches that modules' answers depend on the tenant and on who asks, and keeps those for signed-in people out of shared ones
/// (RFC 9111 sections 4.1 and 5.2.2), unless the endpoint has decided over its <c>Cache-Control</c> itself.
/// </summary>
internal sealed class CachingMiddleware(RequestDelegate next)
{
    private const string NoStore = "no-store";
    // Kept by the browser alone, and asked about each time: that is what an ETag is for.
    private const string Revalidate = "private, no-cache";
    private static readonly StringValues DependsOn = "X-Tenant, Authorization";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata is { } metadata && metadata.GetMetadata<ModuleMetadata>() is not null && metadata.GetMetadata<ForwardedMetadata>() is null)
        {
            context.Response.OnStarting(static state => Describe((HttpContext)state), context);
        }

        return next(context);
    }

    private static Task Describe(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.Vary = StringValues.Concat(headers.Vary, DependsOn);
        if (context.Response.StatusCode < StatusCodes.Status400BadRequest && headers.CacheControl.Count == 0
            && context.User.Identities.Any(static identity => identity.IsAuthenticated))
        {
            headers.CacheControl = headers.ETag.Count > 0 ? Revalidate : NoStore;
        }

        return Task.CompletedTask;
    }
}
