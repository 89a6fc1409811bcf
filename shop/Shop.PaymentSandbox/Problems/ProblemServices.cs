using Microsoft.AspNetCore.Mvc;

namespace Shop.PaymentSandbox.Problems;

internal static class ProblemServices
{
    /// <summary>Makes every error a problem with a code, those of the web server included.</summary>
    public static void AddSandboxProblems(this IServiceCollection services)
    {
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context => Complete(context.ProblemDetails));
        services.AddExceptionHandler<RequestFaults>();

        // Otherwise a body that can't be read is answered without a word about what is wrong with it.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
    }

    private static void Complete(ProblemDetails details)
    {
        var problem = ServerProblems.ForStatus(details.Status ?? StatusCodes.Status500InternalServerError);
        details.Detail ??= problem.Detail;
        details.Extensions.TryAdd(ProblemCodes.Member, problem.Code);
    }
}
