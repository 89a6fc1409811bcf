using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Roost.Edge.Errors;
using Roost.Messaging.Jobs;

namespace Roost.Messaging.Monitoring;

/// <summary>Shows a tenant's jobs to whoever a policy lets in, and cancels them.</summary>
internal static class JobEndpoints
{
    private const string EventStream = "text/event-stream";

    private static Error NotFound => Error.NotFound("jobs.not_found", "There is no such job, or it was over so long ago that nothing is known of it any more.");

    public static void Map(IEndpointRouteBuilder routes, string policy)
    {
        var jobs = routes.MapGroup("/jobs").RequireAuthorization(policy);
        jobs.MapGet("/{id:guid}", GetAsync).WithSummary("Show how a job goes")
            .WithDescription(
                "State, progress, and in the end the result. With `Accept: text/event-stream` the answer goes on as server-sent events: `status` whenever something has changed, "
                + "and `over`, the last, when the job has ended; close the stream then.");
        jobs.MapDelete("/{id:guid}", CancelAsync).WithSummary("Cancel a job")
            .WithDescription("202: a job that has not begun is over, and one that runs is told to end; what it has committed stays. 204: it was over already.");
    }

    private static async Task<Results<Ok<JobResponse>, JobStream, ProblemHttpResult>> GetAsync(
        Guid id, IJobMonitor jobs, HttpContext http, CancellationToken cancellationToken)
    {
        http.Response.Headers.Append("Vary", "Accept");
        if (await jobs.FindAsync(id, cancellationToken) is not { } job)
        {
            return NotFound.ToHttp();
        }

        return http.Request.GetTypedHeaders().Accept.Any(static range => range.MediaType.Equals(EventStream, StringComparison.OrdinalIgnoreCase))
            ? new JobStream(job, jobs)
            : TypedResults.Ok(JobResponse.From(job));
    }

    private static async Task<Results<Accepted, NoContent, ProblemHttpResult>> CancelAsync(Guid id, IJobMonitor jobs, CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(id, cancellationToken) is not { } job)
        {
            return NotFound.ToHttp();
        }

        return !job.IsOver && await jobs.CancelAsync(id, cancellationToken) ? TypedResults.Accepted((string?)null) : TypedResults.NoContent();
    }
}
