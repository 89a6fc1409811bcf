using Microsoft.AspNetCore.Http;

namespace Roost.Edge.Errors;

/// <summary>Writes problem documents for clients who accept no JSON: a document is better than nothing, and every client can skip a body. Stands behind the framework's own.</summary>
internal sealed class LastResortWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        Problems.Complete(context);
        var http = context.HttpContext;
        return new(http.Response.WriteAsJsonAsync(context.ProblemDetails, context.ProblemDetails.GetType(), options: null, contentType: "application/problem+json", http.RequestAborted));
    }
}
