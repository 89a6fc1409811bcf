using System.Buffers;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Roost.Edge.Errors;

namespace Roost.Edge.Correlation;

/// <summary>
/// Takes the caller's <c>X-Correlation-ID</c> if it is harmless, else names the request after its trace, and says the name in the answer.
/// </summary>
internal sealed class CorrelationMiddleware(RequestDelegate next)
{
    private const int MaxLength = 128;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    public Task InvokeAsync(HttpContext context)
    {
        var given = context.Request.Headers[EdgeHeaders.Correlation];
        var id = given.Count == 1 && IsHarmless(given[0]) ? given[0]! : Activity.Current?.TraceId.ToHexString() ?? Guid.CreateVersion7().ToString("N");
        context.TraceIdentifier = id;
        context.Response.Headers[EdgeHeaders.Correlation] = id;
        return next(context);
    }

    private static bool IsHarmless(string? id) => id is { Length: > 0 and <= MaxLength } && !id.AsSpan().ContainsAnyExcept(Allowed);
}
