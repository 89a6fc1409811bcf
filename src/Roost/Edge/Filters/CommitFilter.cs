using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Roost.Edge.Errors;
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
        var operation = context.HttpContext.RequestServices.GetRequiredService<Operation>();
        try
        {
            var result = await next(context);
            if (result is IOutcome { Error: { } error })
            {
                result = error.ToHttp();
            }

            if (operation.HasOpenTransaction)
            {
                var status = StatusOf(result) ?? context.HttpContext.Response.StatusCode;
                await operation.CompleteAsync(status < StatusCodes.Status400BadRequest, context.HttpContext.RequestAborted);
            }

            return result;
        }
        catch
        {
            await operation.RollbackAsync();
            throw;
        }
    };

    /// <summary>The status that a result will answer with; <see langword="null"/> if it leaves the response's own.</summary>
    private static int? StatusOf(object? result) => result switch
    {
        INestedHttpResult nested => StatusOf(nested.Result),
        IStatusCodeHttpResult { StatusCode: { } status } => status,
        // These two decide only while they are being written.
        ForbidHttpResult or ChallengeHttpResult => StatusCodes.Status403Forbidden,
        _ => null,
    };
}
