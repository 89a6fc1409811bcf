using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Roost.Security.Tokens;

/// <summary>Publishes the public keys.</summary>
public static class JwksEndpointRouteBuilderExtensions
{
    /// <summary>Where the keys are published: the place that verifiers look first.</summary>
    public const string Path = "/.well-known/jwks.json";

    /// <summary>
    /// Five minutes: short against a key's rotation (published days before it signs), long against the number of verifiers.
    /// </summary>
    private const string CacheControl = "public, max-age=300";

    /// <summary>Maps <c>GET /.well-known/jwks.json</c>: our public keys (RFC 7517, 5), for anyone.</summary>
    public static IEndpointConventionBuilder MapJwks(this IEndpointRouteBuilder endpoints) => endpoints
        .MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], WriteAsync)
        .AllowAnonymous()
        .WithDisplayName("JWKS");

    private static async Task WriteAsync(HttpContext context)
    {
        ReadOnlyMemory<byte> document = context.RequestServices.GetRequiredService<JwksDocument>().Current;
        context.Response.ContentType = "application/jwk-set+json";
        context.Response.Headers.CacheControl = CacheControl;
        context.Response.ContentLength = document.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.BodyWriter.WriteAsync(document, context.RequestAborted);
        }
    }
}
