using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Roost.Edge.Errors;
using Roost.Telemetry.Access;
using Roost.Telemetry.Endpoints;
using Roost.Topology;

namespace Roost.Telemetry.Health;

/// <summary>
/// <c>/livez</c>: the process serves. <c>/readyz</c>: requests should be sent here, known without asking anybody at that moment.
/// <c>/healthz</c>: asks every dependency now.
/// </summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapOperations("/livez", static context => WriteAsync(context, StatusCodes.Status200OK, new("live")));
        routes.MapOperations("/readyz", AnswerReadyAsync);
        routes.MapOperations("/healthz", AnswerHealthAsync);
    }

    private static async Task AnswerReadyAsync(HttpContext context)
    {
        var causes = await context.RequestServices.GetRequiredService<Readiness>().FindCausesAsync(context.RequestAborted);
        if (causes.Count == 0)
        {
            await WriteAsync(context, StatusCodes.Status200OK, new("ready"));
            return;
        }

        var problem = Error.Unavailable("host.not_ready", "This host cannot serve at present; causes says why. It recovers by itself.").ToProblem();
        problem.Extensions["causes"] = JsonSerializer.SerializeToElement(causes, HealthJson.Default.IReadOnlyListReadinessCause);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.RetryAfter = "1";
        await context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new() { HttpContext = context, ProblemDetails = problem });
    }

    private static async Task AnswerHealthAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var reports = await Task.WhenAll(services.GetRequiredService<DependencyWatch>().Probes.Select(probe => probe.AskAsync()))
            .WaitAsync(context.RequestAborted);
        var isUp = Array.TrueForAll(reports, report => report.IsUp);
        var word = !isUp ? "unhealthy" : Array.Exists(reports, report => report.IsDegraded) ? "degraded" : "healthy";
        var status = isUp ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        if (!context.MaySee(services.GetRequiredService<IOptions<TelemetryOptions>>().Value.HealthDetails))
        {
            await WriteAsync(context, status, new(word));
            return;
        }

        var details = new HealthDetails(
            word,
            services.GetRequiredService<HostShape>().Name,
            [.. reports.Select(report => new DependencyDetails(report.Name, report.Status, Math.Round(report.Took.TotalMilliseconds, 3), report.Cause))]);
        Prepare(context, status);
        await context.Response.WriteAsJsonAsync(details, HealthJson.Default.HealthDetails, cancellationToken: context.RequestAborted);
    }

    private static Task WriteAsync(HttpContext context, int status, HealthAnswer answer)
    {
        Prepare(context, status);
        return context.Response.WriteAsJsonAsync(answer, HealthJson.Default.HealthAnswer, cancellationToken: context.RequestAborted);
    }

    private static void Prepare(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
    }
}
