using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Roost.Edge.Endpoints;
using Roost.Edge.Errors;

namespace Roost.Messaging.Steering.Endpoints;

/// <summary>Dead letters: try all of a kind again, throw one away. They are listed and shown as all jobs are.</summary>
internal sealed class DeadLetterEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var dead = routes.MapOperators("/dead");
        dead.MapPost("/retry", RetryAsync).WithSummary("Let dead letters of a kind or a queue begin anew, the oldest first");
        dead.MapDelete("/{id:guid}", DiscardAsync).WithSummary("Throw a dead letter away for good");
    }

    private static async Task<Results<Ok<ReplayResult>, ProblemHttpResult>> RetryAsync(
        JobSteering steering,
        OperatorLog log,
        [StringLength(200)] string? queue,
        [StringLength(200)] string? kind,
        Guid? tenant,
        DateTimeOffset? until,
        [Range(1, JobSteering.MaxReplays)] int most = 100,
        CancellationToken cancellationToken = default)
    {
        if (queue is null && kind is null)
        {
            return Error.Invalid(new Dictionary<string, string[]> { ["kind"] = ["is required, or a queue is: not all that is dead is tried again at once"] }).ToHttp();
        }

        var result = await steering.ReplayAsync(new() { Queue = queue, Kind = kind, Tenant = tenant }, until, most, cancellationToken);
        log.Steered("retry", $"dead letters of kind {kind ?? "any"} in queue {queue ?? "any"}", $"{result}");
        return TypedResults.Ok(result);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DiscardAsync(Guid id, JobSteering steering, OperatorLog log, CancellationToken cancellationToken)
    {
        var isGone = await steering.DiscardAsync(id, cancellationToken);
        log.Steered("discard", $"job {id}", isGone ? "Done" : "NotFound");
        return isGone ? TypedResults.NoContent() : OperatorRoutes.NotFound.ToHttp();
    }
}
