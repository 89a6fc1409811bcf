using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Roost.Edge.Endpoints;
using Roost.Edge.Errors;

namespace Roost.Messaging.Steering.Endpoints;

/// <summary>Sagas: list, show, retry, resume.</summary>
internal sealed class SagaEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var sagas = routes.MapSagaOperators();
        sagas.MapGet("", ListAsync).WithSummary("List sagas of all tenants that are under way, the oldest first");
        sagas.MapGet("/{id:guid}", GetAsync).WithSummary("Show all that is known of a saga, with what it remembers; who looked is logged");
        sagas.MapPost("/{id:guid}/retry", RetryAsync).WithSummary("Let a saga go on that is parked, that waits for its next attempt, or whose job is a dead letter");
        sagas.MapPost("/{id:guid}/resume", ResumeAsync).WithSummary("Take the step that a parked saga is at for done, or undone, and let it go on behind it");
    }

    private static async Task<Results<Ok<IReadOnlyList<SagaSummary>>, ProblemHttpResult>> ListAsync(
        SagaSteering steering,
        [StringLength(200)] string? name,
        Guid? tenant,
        string? state,
        [Range(1, SagaSteering.MaxLimit)] int limit = 50,
        CancellationToken cancellationToken = default) =>
        state is null || SagaSteering.States.Contains(state)
            ? TypedResults.Ok(await steering.ListAsync(name, tenant, state, limit, cancellationToken))
            : Error.Invalid(new Dictionary<string, string[]> { ["state"] = [$"is none of {string.Join(", ", SagaSteering.States)}; what is over is found by its id"] }).ToHttp();

    private static async Task<Results<Ok<SagaDetails>, ProblemHttpResult>> GetAsync(Guid id, SagaSteering steering, OperatorLog log, CancellationToken cancellationToken)
    {
        if (await steering.FindAsync(id, cancellationToken) is not { } found)
        {
            return OperatorRoutes.UnknownSaga.ToHttp();
        }

        log.Looked(found.Saga);
        return TypedResults.Ok(found);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RetryAsync(Guid id, SagaSteering steering, OperatorLog log, CancellationToken cancellationToken) =>
        Answer("retry", id, log, await steering.RetryAsync(id, cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> ResumeAsync(Guid id, SagaSteering steering, OperatorLog log, CancellationToken cancellationToken) =>
        Answer("resume", id, log, await steering.ResumeAsync(id, cancellationToken));

    private static Results<NoContent, ProblemHttpResult> Answer(string action, Guid id, OperatorLog log, SteeringResult outcome)
    {
        log.Steered(action, $"saga {id}", $"{outcome}");
        return outcome == SteeringResult.Done ? TypedResults.NoContent() : OperatorRoutes.UnknownSaga.ToHttp();
    }
}
