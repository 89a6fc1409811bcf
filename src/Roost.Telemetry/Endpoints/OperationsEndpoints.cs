using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Roost.Telemetry.Endpoints;

/// <summary>Endpoints for those who run the host, not for those whom it serves.</summary>
internal static class OperationsEndpoints
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>
    /// Maps one. It is answered right after routing, before authentication, tenant and rate limit, none of which it needs and each of
    /// which may need the very dependency that is away. Such requests come every few seconds for ever, so they appear in no log,
    /// trace or metric.
    /// </summary>
    public static void MapOperations(this IEndpointRouteBuilder routes, string pattern, RequestDelegate answer) => routes
        .MapMethods(pattern, Methods, context =>
        {
            if (Activity.Current is { } activity)
            {
                activity.IsAllDataRequested = false;
                activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            }

            return answer(context);
        })
        .WithDisplayName(pattern)
        .WithMetadata(OperationsMetadata.Instance)
        .ExcludeFromDescription()
        .DisableHttpMetrics()
        .AllowAnonymous()
        .ShortCircuit();
}
