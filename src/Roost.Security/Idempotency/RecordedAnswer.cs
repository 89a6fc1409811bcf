using Microsoft.AspNetCore.Http;

namespace Roost.Security.Idempotency;

/// <summary>An answer as it was given, to be given again byte for byte.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">What the endpoint set: Content-Type, Location, ETag, Cache-Control … Never cookies.</param>
/// <param name="Body">The body.</param>
internal sealed record RecordedAnswer(int Status, IReadOnlyDictionary<string, string?[]> Headers, byte[] Body)
{
    /// <summary>
    /// Whether a repetition is to hear the same. 202 says that the work is not at its end; 400, 408, 425, 429 and 5xx say that it was not done,
    /// or that nobody knows: the repetition runs again, under the same operation id.
    /// </summary>
    public bool IsFinal => Status is not (
        StatusCodes.Status202Accepted
        or StatusCodes.Status400BadRequest
        or StatusCodes.Status408RequestTimeout
        or TooEarly
        or StatusCodes.Status429TooManyRequests
        or >= StatusCodes.Status500InternalServerError);

    private const int TooEarly = 425;

    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        foreach (var (name, values) in Headers)
        {
            response.Headers[name] = values;
        }

        if (Status is not (StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified))
        {
            response.ContentLength = Body.Length;
            await response.Body.WriteAsync(Body, context.RequestAborted);
        }
    }
}
