using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Roost.Security.RateLimits;

/// <summary>A limit under its name, and what an answer says of it (draft-ietf-httpapi-ratelimit-headers).</summary>
internal sealed class LimitPolicy(string name, RateLimit limit)
{
    private readonly StringValues _policy = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";q={limit.Permits};w={(long)limit.Window.TotalSeconds}");

    public string Name => name;

    public RateLimit Limit => limit;

    /// <summary>Says how much is left, and refuses the request with 429 if nothing is.</summary>
    public void Describe(HttpResponse response, RateLimitDecision decision)
    {
        var headers = response.Headers;
        var seconds = (long)Math.Ceiling(decision.ResetsIn.TotalSeconds);
        headers["RateLimit-Policy"] = _policy;
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r={decision.Remaining};t={seconds}");
        if (!decision.IsAllowed)
        {
            headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            // The edge writes the problem document for an answer without a body.
            response.StatusCode = StatusCodes.Status429TooManyRequests;
        }
    }
}
