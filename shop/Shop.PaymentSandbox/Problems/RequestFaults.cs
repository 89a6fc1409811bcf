using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Shop.PaymentSandbox.Journal;

namespace Shop.PaymentSandbox.Problems;

/// <summary>Answers for what was thrown: requests that can't be read, a journal that can't be written, and our own faults.</summary>
internal sealed class RequestFaults(ILogger<RequestFaults> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            BadHttpRequestException fault => Describe(fault),
            JournalException => new Problem(
                StatusCodes.Status503ServiceUnavailable,
                ProblemCodes.StorageFailed,
                "The journal can't be written, so what became of this call is unknown. Repeat it under the same key once the sandbox is back."),
            _ => ServerProblems.ForStatus(StatusCodes.Status500InternalServerError),
        };

        // The journal has logged its own failure, once.
        if (problem.Status == StatusCodes.Status500InternalServerError)
        {
            Log.RequestFailed(logger, context.Request.Method, context.Request.Path, exception);
        }

        await problem.ToResult().ExecuteAsync(context);
        return true;
    }

    private static Problem Describe(BadHttpRequestException fault)
    {
        var problem = ServerProblems.ForStatus(fault.StatusCode);
        return fault.InnerException is JsonException json
            ? problem with
            {
                Detail = $"The body can't be read at {json.Path ?? "$"}: it is not valid JSON there, or the field is unknown, given twice or of another type.",
            }
            : problem;
    }
}
