using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Roost.Operations;

namespace Roost.Edge.Filters;

/// <summary>
/// The outermost filter: when the endpoint and all its filters have answered, commits what the operation wrote, or undoes it if the answer
/// is an error. Only then is the answer written, so that nobody is told of what did not happen.
/// </summary>
internal static class CommitFilter
{
    public static EndpointFilterDelegate Create(EndpointFilterFactoryContext factory, EndpointFilterDelegate next) => async context =>
    {
        var result = await next(context);
        var operation = context.HttpContext.RequestServices.GetRequiredService<Operation>();
        if (operation.HasOpenTransaction)
        {
            if (StatusOf(result) >= StatusCodes.Status400BadRequest)
            {
                await operation.RollbackAsync();
            }
            else
            {
                await operation.CommitAsync(context.HttpContext.RequestAborted);
            }
        }

        return result;
    };

    private static int StatusOf(object? result) => result switch
    {
        INestedHttpResult nested => StatusOf(nested.Result),
        IStatusCodeHttpResult { StatusCode: { } status } => status,
        IOutcome { Error: not null } => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status200OK,
    };
}
