using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Roost.Faults;

namespace Roost.Edge.Errors;

/// <summary>
/// The one place where failures become answers. Exceptions are offered to the handlers of the endpoint, its groups and its module,
/// from the inside out, then to those of the host; what nobody takes is classified here. Answers without a body get one.
/// </summary>
internal sealed class ErrorsMiddleware(
    RequestDelegate next, FaultClassification faults, IEnumerable<IExceptionHandler> handlers, EdgePipeline edge, ILogger<ErrorsMiddleware> logger)
{
    private readonly IExceptionHandler[] _handlers = [.. handlers];

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody reads an answer. 499 is what logs of this case are searched for.
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }

            return;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, exception);
        }

        // Whoever set a status and wrote no body, an exception handler included, leaves the body to us.
        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
        {
            await AnswerAsync(context, context.Response.StatusCode);
        }
    }

    private static Task AnswerAsync(HttpContext context, int status)
    {
        var error = StatusCodesOf.For(status);
        var problem = error.ToProblem();
        problem.Status = status;
        problem.Title = ReasonPhrases.GetReasonPhrase(status);
        return Problems.WriteAsync(context, problem);
    }

    private async Task AnswerAsync(HttpContext context, Exception exception)
    {
        // What the failed attempt said of its own answer (its length, its tag, where the new thing is) is not true of this one.
        EdgeHeaders.KeepOnly(context.Response.Headers);
        var endpoint = context.GetEndpoint();
        foreach (var handler in ExceptionHandlers.Of(context, endpoint).Concat(_handlers))
        {
            if (await handler.TryHandleAsync(context, exception, context.RequestAborted))
            {
                return;
            }
        }

        if (exception is BadHttpRequestException bad)
        {
            // The statuses that are no 400 speak for themselves: 413, 408.
            context.Response.StatusCode = bad.StatusCode;
            await (bad.StatusCode == StatusCodes.Status400BadRequest ? Problems.WriteAsync(context, BadRequests.Explain(bad)) : AnswerAsync(context, bad.StatusCode));
            return;
        }

        var error = faults.Classify(exception);
        if (error.Code == FaultClassification.UnexpectedCode)
        {
            Log.Unexpected(logger, exception, context.Request.Method, RouteOf(endpoint));
        }
        else if (error.Kind is ErrorKind.Unavailable or ErrorKind.TimedOut)
        {
            SayUnserved(context, new(error.Code, exception.GetBaseException().Message), endpoint);
        }

        await Problems.WriteAsync(context, error);
    }

    private void SayUnserved(HttpContext context, UnservedRequest unserved, Endpoint? endpoint)
    {
        if (edge.HasRequestLog)
        {
            context.Features.Set(unserved);
            return;
        }

        Log.Unserved(logger, unserved.Code, unserved.Cause, context.Request.Method, RouteOf(endpoint));
    }

    private static string RouteOf(Endpoint? endpoint) => (endpoint as Microsoft.AspNetCore.Routing.RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";
}
