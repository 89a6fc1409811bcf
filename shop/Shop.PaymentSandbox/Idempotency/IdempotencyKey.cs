using Microsoft.Extensions.Primitives;
using Shop.PaymentSandbox.Problems;

namespace Shop.PaymentSandbox.Idempotency;

/// <summary>
/// The <c>Idempotency-Key</c> header (draft-ietf-httpapi-idempotency-key-header): the caller's own name for one
/// intended change, 1 to 255 printable ASCII characters. Keys don't expire and are shared by all operations.
/// </summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    public const int MaxLength = 255;

    public static bool IsValid(string? key) =>
        key is { Length: >= 1 and <= MaxLength } && key.All(c => c is >= ' ' and <= '~');

    /// <summary>
    /// Refuses calls that come without one valid key. The endpoint takes the header as an optional parameter: were it
    /// required, a missing one would be refused before this can say how to send it.
    /// </summary>
    public static RouteHandlerBuilder RequireIdempotencyKey(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter(async (context, next) =>
            Check(context.HttpContext.Request.Headers[Header]) is { } problem ? problem.ToResult() : await next(context));

    private static Problem? Check(StringValues values) => values switch
    {
        [] or [""] => new Problem(
            StatusCodes.Status400BadRequest,
            ProblemCodes.KeyMissing,
            $"Send the header {Header}: a name of your own for this change, the same again when you repeat it."),
        [var key] when IsValid(key) => null,
        _ => new Problem(
            StatusCodes.Status400BadRequest,
            ProblemCodes.KeyInvalid,
            $"Send one {Header} of 1 to {MaxLength} printable ASCII characters."),
    };
}
