using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Roost.Edge.Errors;
using Roost.Operations;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Security.Idempotency;

/// <summary>
/// Gives the answer to a request under a key to the transaction of its work. Stands inside of commit and validation, and outside of all filters
/// of the application, so that what is recorded is what they made of it.
/// </summary>
internal static class IdempotencyFilter
{
    /// <summary>The place among an endpoint's filters: behind the kernel's commit and validation.</summary>
    private const int Place = 2;

    private static readonly Func<EndpointFilterFactoryContext, EndpointFilterDelegate, EndpointFilterDelegate> Factory =
        static (_, next) => context => InvokeAsync(context, next);

    /// <summary>Puts the filter in its place, once, however often an endpoint and its groups ask for it.</summary>
    public static void AddTo(IList<Func<EndpointFilterFactoryContext, EndpointFilterDelegate, EndpointFilterDelegate>> filters)
    {
        if (!filters.Contains(Factory))
        {
            filters.Insert(Place, Factory);
        }
    }

    private static async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Features.Get<Claim>() is not { } claim)
        {
            // Authorization let somebody in who cannot own a key.
            return IdempotencyErrors.Ownerless.ToHttp();
        }

        var services = http.RequestServices;
        claim.Begin(services.GetRequiredService<UnitOfWork>());
        var answer = await AnswerRecorder.RecordAsync(http, () => next(context));
        if (answer is { IsFinal: true, Status: < StatusCodes.Status400BadRequest })
        {
            claim.Answer(answer);
        }
        else if (answer.IsFinal)
        {
            await services.GetRequiredService<Operation>().RollbackAsync();
            claim.IsSettled = await services.GetRequiredService<IdempotencyStore>().RecordAsync(claim, answer, http.RequestAborted)
                ? true
                : throw new SupersededException(claim.OperationId, claim.Attempt);
        }

        return new KeyedAnswer(answer, claim, services.GetRequiredService<ClaimRelease>());
    }
}
