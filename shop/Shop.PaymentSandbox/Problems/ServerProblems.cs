namespace Shop.PaymentSandbox.Problems;

/// <summary>The problems that the web server itself finds, by status.</summary>
internal static class ServerProblems
{
    public static Problem ForStatus(int status) => status switch
    {
        StatusCodes.Status400BadRequest => new(
            status, ProblemCodes.MalformedRequest, "The request can't be read: a body is missing, empty or cut short."),
        StatusCodes.Status404NotFound => new(
            status, "route_not_found", "There is no such address. The API description lists them."),
        StatusCodes.Status405MethodNotAllowed => new(
            status, "method_not_allowed", "The address doesn't take this method; the header Allow says which it takes."),
        StatusCodes.Status408RequestTimeout => new(
            status, "request_timeout", "The request came in too slowly."),
        StatusCodes.Status413PayloadTooLarge => new(
            status, "body_too_large", $"The body is too large: {Sandbox.MaxBodyBytes} bytes are read at most."),
        StatusCodes.Status415UnsupportedMediaType => new(
            status, "unsupported_media_type", "The body must be JSON: send it with Content-Type: application/json."),
        _ => new(
            status, "internal_error", "The sandbox failed; its log says why. Repeat the call under the same key."),
    };
}
