using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Roost.Edge.Errors;

namespace Roost.Security.Idempotency;

/// <summary>
/// Lets an endpoint write its answer into memory, so that it can be recorded before anybody has seen it. The response itself is left as it
/// was: if the commit fails nothing of the answer goes out with the error.
/// </summary>
internal static class AnswerRecorder
{
    // Cookies are secrets and belong to one exchange; the rest is the server's.
    private static readonly string[] Unrecorded = ["Set-Cookie", "Content-Length", "Transfer-Encoding", "Connection", "Date", "Server"];

    public static async Task<RecordedAnswer> RecordAsync(HttpContext context, Func<ValueTask<object?>> answer)
    {
        var response = context.Response;
        var before = response.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase);
        var body = response.Body;
        using var buffer = new AnswerBuffer(context.Request.Path);
        response.Body = buffer;
        try
        {
            await WriteAsync(await answer(), response);
            await response.BodyWriter.FlushAsync(context.RequestAborted);
            var added = response.Headers
                .Where(header => !Unrecorded.Contains(header.Key, StringComparer.OrdinalIgnoreCase) && !(before.TryGetValue(header.Key, out var old) && old == header.Value))
                .ToDictionary(header => header.Key, header => header.Value.ToArray(), StringComparer.OrdinalIgnoreCase);
            return new(response.StatusCode, added, buffer.ToArray());
        }
        finally
        {
            response.Body = body;
            Restore(response, before);
        }
    }

    // As minimal APIs do it with what a handler returns.
    private static Task WriteAsync(object? result, HttpResponse response)
    {
        switch (result)
        {
            case IResult http:
                return http.ExecuteAsync(response.HttpContext);
            case IOutcome { Error: { } error }:
                return error.ToHttp().ExecuteAsync(response.HttpContext);
            case string text:
                response.ContentType ??= "text/plain; charset=utf-8";
                return response.WriteAsync(text, response.HttpContext.RequestAborted);
            default:
                return response.WriteAsJsonAsync(result, result?.GetType() ?? typeof(object), response.HttpContext.RequestAborted);
        }
    }

    private static void Restore(HttpResponse response, Dictionary<string, StringValues> before)
    {
        response.StatusCode = StatusCodes.Status200OK;
        foreach (var name in response.Headers.Keys.Where(name => !before.ContainsKey(name) && name != "Set-Cookie").ToList())
        {
            response.Headers.Remove(name);
        }

        foreach (var (name, value) in before)
        {
            response.Headers[name] = value;
        }
    }
}
