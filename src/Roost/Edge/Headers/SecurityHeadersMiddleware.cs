using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Roost.Edge.Headers;

/// <summary>
/// Sets what helmet sets, on every answer, before anything can begin to write it. An API has no pages, so its content security
/// policy allows nothing; pages such as the docs replace it for themselves.
/// </summary>
internal sealed class SecurityHeadersMiddleware(RequestDelegate next)
{
    private static readonly StringValues ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
    private static readonly StringValues SameOrigin = "same-origin";
    private static readonly StringValues AgentCluster = "?1";
    private static readonly StringValues NoReferrer = "no-referrer";
    private static readonly StringValues StrictTransport = "max-age=31536000; includeSubDomains";
    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues Off = "off";
    private static readonly StringValues NoOpen = "noopen";
    private static readonly StringValues Deny = "DENY";
    private static readonly StringValues None = "none";
    private static readonly StringValues Zero = "0";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers["Cross-Origin-Opener-Policy"] = SameOrigin;
        headers["Cross-Origin-Resource-Policy"] = SameOrigin;
        headers["Origin-Agent-Cluster"] = AgentCluster;
        headers["Referrer-Policy"] = NoReferrer;
        headers.StrictTransportSecurity = StrictTransport;
        headers.XContentTypeOptions = NoSniff;
        headers["X-DNS-Prefetch-Control"] = Off;
        headers["X-Download-Options"] = NoOpen;
        headers.XFrameOptions = Deny;
        headers["X-Permitted-Cross-Domain-Policies"] = None;
        headers.XXSSProtection = Zero;
        return next(context);
    }
}
