using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Roost.Edge.Endpoints;
using Roost.Messaging.Declaration;

namespace Roost.Messaging.Steering.Endpoints;

/// <summary>Queues: how they fare, pause, resume.</summary>
internal sealed class QueueEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var queues = routes.MapOperators("/queues");
        queues.MapGet("", ListAsync).WithSummary("Show all queues: what is in them, how long the oldest job waits, limits and pauses");
        queues.MapPost("/{queue}/pause", PauseAsync).WithSummary("Let no job of a queue begin any more, on any host");
        queues.MapPost("/{queue}/resume", ResumeAsync).WithSummary("Let the jobs of a queue begin again");
    }

    private static async Task<Ok<IReadOnlyList<QueueOverview>>> ListAsync(JobViews views, CancellationToken cancellationToken) =>
        TypedResults.Ok(await views.QueuesAsync(cancellationToken));

    private static async Task<NoContent> PauseAsync([RegularExpression(JobDeclaration.NamePattern)] string queue, JobSteering steering, OperatorLog log, CancellationToken cancellationToken)
    {
        await steering.PauseAsync(queue, cancellationToken);
        log.Steered("pause", $"queue {queue}", "Done");
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ResumeAsync([RegularExpression(JobDeclaration.NamePattern)] string queue, JobSteering steering, OperatorLog log, CancellationToken cancellationToken)
    {
        var wasPaused = await steering.ResumeAsync(queue, cancellationToken);
        log.Steered("resume", $"queue {queue}", wasPaused ? "Done" : "it was not paused");
        return TypedResults.NoContent();
    }
}
