namespace Roost.Faults;

/// <summary>Tells requests that certainly reached nobody from those that may have been carried out.</summary>
public static class Unsent
{
    /// <summary>
    /// Whether an exception of <see cref="HttpClient"/> says that there was no connection: refused, no such name, no TLS, or nobody there who would refuse, which the
    /// client calls a cancellation.
    /// </summary>
    public static bool Is(Exception? exception) => exception is
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError }
        or OperationCanceledException { InnerException: TimeoutException };
}
