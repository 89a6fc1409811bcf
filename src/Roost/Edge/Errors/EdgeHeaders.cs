using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace Roost.Edge.Errors;

/// <summary>The headers that the edge itself puts on answers. They hold for whatever is answered in the end; all others describe one answer.</summary>
public static class EdgeHeaders
{
    private const string Cors = "Access-Control-";

    private static readonly string[] Single =
    [
        "Content-Security-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Origin-Agent-Cluster", "Referrer-Policy",
        "Strict-Transport-Security", "X-Content-Type-Options", "X-DNS-Prefetch-Control", "X-Download-Options", "X-Frame-Options",
        "X-Permitted-Cross-Domain-Policies", "X-XSS-Protection",
        Correlation, "RateLimit", "RateLimit-Policy",
    ];

    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet([.. Single, "Vary", "Date", "Server", "Connection"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The name under which all that a request causes can be found.</summary>
    public const string Correlation = "X-Correlation-ID";

    /// <summary>Where two edges have set the same header, as a gateway's and that of the host behind it, the inner one's stays.</summary>
    public static void KeepOneOfEach(IHeaderDictionary headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        foreach (var name in Single)
        {
            if (headers[name] is { Count: > 1 } values)
            {
                headers[name] = values[^1];
            }
        }
    }

    /// <summary>Takes back all other headers.</summary>
    internal static void KeepOnly(IHeaderDictionary headers)
    {
        foreach (var name in headers.Keys.Where(name => !Names.Contains(name) && !name.StartsWith(Cors, StringComparison.OrdinalIgnoreCase)).ToList())
        {
            headers.Remove(name);
        }
    }
}
