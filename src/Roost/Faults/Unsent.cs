namespace Roost.Faults;

/// <summary>Tells requests that certainly reached nobody from those that may have been carried out.</summary>
public static class Unsent
{
    /// <summary>
    /// Whether an exception of a <see cref="SocketsHttpHandler"/> says that there was no connection: refused, no such name, no TLS, or nobody there within
    /// <see cref="SocketsHttpHandler.ConnectTimeout"/>, which it calls a cancellation.
    /// </summary>
    /// <remarks>Ask only behind an <see cref="HttpMessageInvoker"/>: <see cref="HttpClient.Timeout"/> looks the same, and by then the request may have been carried out.</remarks>
    public static bool Is(Exception? exception) => exception is
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError }
        or OperationCanceledException { InnerException: TimeoutException };
}
