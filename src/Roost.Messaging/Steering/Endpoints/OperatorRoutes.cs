using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Roost.Messaging.Steering.Endpoints;

/// <summary>Where the operators' interface is, and who gets in.</summary>
internal static class OperatorRoutes
{
    // A policy that nobody has is nobody's: without a name the host does not start, but tools that only read endpoints do.
    private const string Nobody = "job-operations-without-a-policy";

    public static readonly Error NotFound = Error.NotFound("job.unknown", "There is no such job, or none that this could be done to.");
    public static readonly Error KeyTaken = Error.Conflict("job.key-taken", "Another job has the unique key of this one meanwhile. Cancel it, or discard this one.");

    public static readonly Error UnknownSaga = Error.NotFound("saga.unknown", "There is no such saga, or none that this could be done to.");

    public static RouteGroupBuilder MapOperators(this IEndpointRouteBuilder routes, string path) => routes.MapOperated("/ops/jobs" + path);

    public static RouteGroupBuilder MapSagaOperators(this IEndpointRouteBuilder routes) => routes.MapOperated("/ops/sagas");

    private static RouteGroupBuilder MapOperated(this IEndpointRouteBuilder routes, string path) => routes
        .MapGroup(path)
        .RequireAuthorization(routes.ServiceProvider.GetRequiredService<IOptions<JobOperationsOptions>>().Value.Policy is { Length: > 0 } policy ? policy : Nobody);
}
