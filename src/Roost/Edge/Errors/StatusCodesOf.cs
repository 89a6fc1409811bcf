using Microsoft.AspNetCore.Http;

namespace Roost.Edge.Errors;

/// <summary>The codes and sentences for answers that nobody gave a body: unknown routes, wrong methods, refused callers.</summary>
internal static class StatusCodesOf
{
    public static Error For(int status) => status switch
    {
        StatusCodes.Status400BadRequest => Error.Invalid("request.invalid", "The request is not valid."),
        StatusCodes.Status401Unauthorized => Error.Unauthenticated("auth.required", "Sign in, and send the access token in the Authorization header."),
        StatusCodes.Status403Forbidden => Error.Forbidden("auth.forbidden", "The roles that you have signed in with do not allow this."),
        StatusCodes.Status404NotFound => Error.NotFound("route.unknown", "There is nothing at this address. /docs lists what there is."),
        StatusCodes.Status405MethodNotAllowed => Error.Invalid("route.method_not_allowed", "This address does not answer that method; see the Allow header."),
        StatusCodes.Status406NotAcceptable => Error.Invalid("request.not_acceptable", "The answer cannot be given in a form that the Accept header allows."),
        StatusCodes.Status408RequestTimeout => Error.Invalid("request.too_slow", "The request took too long to arrive."),
        StatusCodes.Status411LengthRequired => Error.Invalid("request.length_required", "Send a Content-Length header."),
        StatusCodes.Status413PayloadTooLarge => Error.Invalid("request.too_large", "The request body is larger than this endpoint allows."),
        StatusCodes.Status414UriTooLong => Error.Invalid("request.uri_too_long", "The address is too long."),
        StatusCodes.Status415UnsupportedMediaType => Error.Invalid("request.media_type", "Send the body in the media type that this address takes, which /docs names: application/json at most of them."),
        StatusCodes.Status428PreconditionRequired => Error.Invalid("precondition.required", "Send the ETag of the version that you mean to change in the If-Match header."),
        StatusCodes.Status431RequestHeaderFieldsTooLarge => Error.Invalid("request.headers_too_large", "The request headers are too large."),
        StatusCodes.Status429TooManyRequests => new Error(ErrorKind.TooMany, "rate_limit.exceeded", "Too many requests. Wait as long as the Retry-After header says."),
        StatusCodes.Status504GatewayTimeout => Error.TimedOut("fault.timed_out", "It took longer than allowed. Try again."),
        StatusCodes.Status503ServiceUnavailable => Error.Unavailable("fault.unavailable", "Something that is needed does not answer at present. Try again."),
        >= 500 => Error.Unavailable(Faults.FaultClassification.UnexpectedCode, "Something unexpected went wrong on our side. Try again; if it stays, report the trace id."),
        _ => Error.Invalid("request.refused", "The request was refused."),
    };
}
