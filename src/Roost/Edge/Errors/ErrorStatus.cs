using Microsoft.AspNetCore.Http;

namespace Roost.Edge.Errors;

/// <summary>The HTTP status of each kind of error.</summary>
public static class ErrorStatus
{
    /// <summary>The status.</summary>
    public static int Of(Error error) => (error ?? throw new ArgumentNullException(nameof(error))).Code switch
    {
        Faults.FaultClassification.UnexpectedCode => StatusCodes.Status500InternalServerError,
        "precondition.required" => StatusCodes.Status428PreconditionRequired,
        _ => Of(error.Kind),
    };

    private static int Of(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.Stale => StatusCodes.Status412PreconditionFailed,
        ErrorKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
        ErrorKind.TooMany => StatusCodes.Status429TooManyRequests,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        ErrorKind.TimedOut => StatusCodes.Status504GatewayTimeout,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of error."),
    };
}
