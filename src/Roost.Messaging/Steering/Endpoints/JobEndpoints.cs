using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Roost.Edge.Endpoints;
using Roost.Edge.Errors;
using Roost.Messaging.Jobs;

namespace Roost.Messaging.Steering.Endpoints;

/// <summary>Jobs: list, show, retry, cancel.</summary>
internal sealed class JobEndpoints : IEndpoints
{
    private static readonly JobState[] Listed = [JobState.Scheduled, JobState.Ready, JobState.Running, JobState.Held, JobState.Waiting, JobState.Suspect, JobState.Dead];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapOperators("");
        jobs.MapGet("", ListAsync).WithSummary("List jobs of all tenants: those that run, then what waits, in the order in which it will go; or dead letters, the newest first");
        jobs.MapGet("/{id:guid}", GetAsync).WithSummary("Show all that is known of a job, with its payload; who looked is logged");
        jobs.MapPost("/{id:guid}/retry", RetryAsync).WithSummary("Let a job go now that waits for its time, or a dead letter begin anew");
        jobs.MapPost("/{id:guid}/cancel", CancelAsync).WithSummary("Cancel a job; 202 if it runs, and its worker was asked to let go of it");
    }

    private static async Task<Results<Ok<JobSlice>, ProblemHttpResult>> ListAsync(
        JobViews views,
        string? state,
        [StringLength(200)] string? queue,
        [StringLength(200)] string? kind,
        Guid? tenant,
        string? cursor,
        [Range(1, JobViews.MaxLimit)] int limit = 50,
        CancellationToken cancellationToken = default)
    {
        JobState? wanted = null;
        if (state is not null)
        {
            // By its name as answers have it: what the framework reads by itself is in capitals.
            wanted = Listed.Select(one => (JobState?)one).FirstOrDefault(one => string.Equals(state, $"{one}", StringComparison.OrdinalIgnoreCase));
            if (wanted is null)
            {
                return Error.Invalid(new Dictionary<string, string[]> { ["state"] = [$"is none of {string.Join(", ", Listed).ToLowerInvariant()}; what is done or cancelled is found by its id"] }).ToHttp();
            }
        }

        if (cursor is not null && !JobViews.IsCursor(cursor))
        {
            return Error.Invalid(new Dictionary<string, string[]> { ["cursor"] = ["is not valid"] }).ToHttp();
        }

        return TypedResults.Ok(await views.ListAsync(wanted, new() { Queue = queue, Kind = kind, Tenant = tenant }, cursor, limit, cancellationToken));
    }

    private static async Task<Results<Ok<JobDetails>, ProblemHttpResult>> GetAsync(Guid id, JobViews views, OperatorLog log, CancellationToken cancellationToken)
    {
        if (await views.FindAsync(id, cancellationToken) is not { } job)
        {
            return OperatorRoutes.NotFound.ToHttp();
        }

        log.Looked(job);
        return TypedResults.Ok(job);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RetryAsync(Guid id, JobSteering steering, OperatorLog log, CancellationToken cancellationToken)
    {
        var outcome = await steering.RetryAsync(id, cancellationToken);
        log.Steered("retry", $"job {id}", $"{outcome}");
        return outcome switch
        {
            SteeringResult.NotFound => OperatorRoutes.NotFound.ToHttp(),
            SteeringResult.KeyTaken => OperatorRoutes.KeyTaken.ToHttp(),
            _ => TypedResults.NoContent(),
        };
    }

    private static async Task<Results<NoContent, Accepted, ProblemHttpResult>> CancelAsync(Guid id, JobSteering steering, OperatorLog log, CancellationToken cancellationToken)
    {
        var outcome = await steering.CancelAsync(id, cancellationToken);
        log.Steered("cancel", $"job {id}", $"{outcome}");
        return outcome switch
        {
            SteeringResult.NotFound => OperatorRoutes.NotFound.ToHttp(),
            SteeringResult.Asked => TypedResults.Accepted((string?)null),
            _ => TypedResults.NoContent(),
        };
    }
}
