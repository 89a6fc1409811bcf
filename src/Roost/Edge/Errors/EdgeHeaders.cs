using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace Roost.Edge.Errors;

/// <summary>The headers that the edge itself puts on answers. They hold for whatever is answered in the end; all others describe one answer.</summary>
internal static class EdgeHeaders
{
    private const string Cors = "Access-Control-";

    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
    [
        "Content-Security-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Origin-Agent-Cluster", "Referrer-Policy",
        "Strict-Transport-Security", "X-Content-Type-Options", "X-DNS-Prefetch-Control", "X-Download-Options", "X-Frame-Options",
        "X-Permitted-Cross-Domain-Policies", "X-XSS-Protection",
        "X-Correlation-ID", "RateLimit", "RateLimit-Policy", "Vary", "Date", "Server", "Connection",
    ], StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes back all other headers.</summary>
    public static void KeepOnly(IHeaderDictionary headers)
    {
        foreach (var name in headers.Keys.Where(name => !Names.Contains(name) && !name.StartsWith(Cors, StringComparison.OrdinalIgnoreCase)).ToList())
        {
            headers.Remove(name);
        }
    }
}
