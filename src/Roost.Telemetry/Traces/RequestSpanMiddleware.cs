using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Roost.Edge.Endpoints;
using Roost.Operations;
using Roost.Telemetry.Redaction;

namespace Roost.Telemetry.Traces;

/// <summary>
/// Says on the request's span what OpenTelemetry's HTTP conventions ask for and the framework leaves out, and for whom the request was.
/// It stands outside of everything that answers, and does nothing for requests that are not sampled.
/// </summary>
internal sealed class RequestSpanMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        Activity.Current is { IsAllDataRequested: true } span ? DescribeAsync(context, span) : next(context);

    private async Task DescribeAsync(HttpContext context, Activity span)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception)
        {
            span.SetTag("error.type", exception.GetType().FullName);
            span.SetStatus(ActivityStatusCode.Error);
            Describe(context, span);
            throw;
        }

        var status = context.Response.StatusCode;
        span.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            span.SetTag("error.type", status.ToString(CultureInfo.InvariantCulture));
            span.SetStatus(ActivityStatusCode.Error);
        }

        Describe(context, span);
    }

    private static void Describe(HttpContext context, Activity span)
    {
        var request = context.Request;
        var endpoint = context.GetEndpoint() as RouteEndpoint;
        var route = endpoint?.RoutePattern.RawText;
        span.DisplayName = route is null ? request.Method : $"{request.Method} {route}";
        span.SetTag("http.request.method", request.Method);
        span.SetTag("http.route", route);
        span.SetTag("url.scheme", request.Scheme);
        span.SetTag("url.path", Redactor.Redact(request.Path.Value ?? string.Empty));
        span.SetTag("roost.module", endpoint?.Metadata.GetMetadata<ModuleMetadata>()?.Module);
        if (context.RequestServices.GetRequiredService<Operation>() is { HasContext: true, Context: var call })
        {
            span.SetTag("roost.tenant.id", call.Tenant?.Value.ToString());
            span.SetTag("enduser.id", call.Principal.Id?.ToString());
            span.SetTag("roost.correlation.id", call.CorrelationId);
        }
    }
}
