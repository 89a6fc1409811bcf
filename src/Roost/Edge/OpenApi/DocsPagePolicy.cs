using Microsoft.AspNetCore.Http;

namespace Roost.Edge.OpenApi;

/// <summary>Lets the docs page load its own scripts and styles, which the policy of an API forbids.</summary>
internal sealed class DocsPagePolicy(RequestDelegate next)
{
    public const string Prefix = "docs";
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

    /// <summary>Whether a request is for the page or what it is made of.</summary>
    public static bool Concerns(HttpContext context) => context.Request.Path.StartsWithSegments("/" + Prefix, StringComparison.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        return next(context);
    }
}
