using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Roost.Edge.Errors;

/// <summary>Makes RFC 9457 problem documents: a stable code, a trace id, what to do, and no internals.</summary>
public static class Problems
{
    /// <summary>The document for an error.</summary>
    public static ProblemDetails ToProblem(this Error error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var status = ErrorStatus.Of(error);
        var problem = error.Fields.Count > 0
            ? new HttpValidationProblemDetails(error.Fields.ToDictionary())
            : new ProblemDetails();
        problem.Status = status;
        problem.Title = ReasonPhrases.GetReasonPhrase(status);
        problem.Detail = error.Message;
        problem.Extensions["code"] = error.Code;
        return problem;
    }

    /// <summary>The document for an error, as what an endpoint returns.</summary>
    public static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult ToHttp(this Error error) => TypedResults.Problem(error.ToProblem());

    /// <summary>Answers with the document for an error. For middleware; endpoints return <see cref="ToHttp"/>.</summary>
    public static Task WriteAsync(HttpContext context, Error error)
    {
        ArgumentNullException.ThrowIfNull(context);
        var problem = error.ToProblem();
        context.Response.StatusCode = problem.Status!.Value;
        if (error.Kind is ErrorKind.Unavailable or ErrorKind.TooMany && !context.Response.Headers.ContainsKey("Retry-After"))
        {
            context.Response.Headers.RetryAfter = "1";
        }

        return WriteAsync(context, problem);
    }

    internal static Task WriteAsync(HttpContext context, ProblemDetails problem)
    {
        context.Response.Headers.CacheControl = "no-store";
        return context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new() { HttpContext = context, ProblemDetails = problem }).AsTask();
    }

    /// <summary>Completes every problem document of the host, whoever made it.</summary>
    internal static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        var status = problem.Status ?? context.HttpContext.Response.StatusCode;
        problem.Status = status;
        problem.Title ??= ReasonPhrases.GetReasonPhrase(status);
        problem.Type = null;
        var usual = StatusCodesOf.For(status);
        if (problem.Extensions.TryAdd("code", usual.Code))
        {
            problem.Detail ??= usual.Message;
        }

        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToHexString() ?? context.HttpContext.TraceIdentifier;
        problem.Extensions.Remove("exception");
    }
}
