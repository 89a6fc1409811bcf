using System.Net;

namespace Roost.Remoting.Calls.Http;

/// <summary>What the outcomes of an HTTP request mean, and which requests may be repeated.</summary>
internal static class HttpRules
{
    private const string KeyHeader = "Idempotency-Key";

    /// <summary>Whether a repetition does no harm: by the method's own meaning (RFC 9110 section 9.2.2), or since the other side knows it again by its key.</summary>
    public static bool MayRepeat(HttpRequestMessage request) => request.Method.Method switch
    {
        "GET" or "HEAD" or "OPTIONS" or "PUT" or "DELETE" => true,
        "POST" or "PATCH" => request.Headers.TryGetValues(KeyHeader, out var keys) && keys.Any(key => !string.IsNullOrWhiteSpace(key)),
        _ => false,
    };

    public static CallVerdict VerdictOf(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => CallVerdict.Transient,
        _ => CallVerdict.Done,
    };

    public static CallVerdict VerdictOf(Exception exception) => exception switch
    {
        // What we sent or wanted, and not how the other side is.
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.UserAuthenticationError } => CallVerdict.Done,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError or HttpRequestError.VersionNegotiationError } => CallVerdict.Failed,
        HttpRequestException or IOException => CallVerdict.Transient,
        // The handler's own time for connecting is over: whoever cancels an attempt is not asked what that means.
        OperationCanceledException => CallVerdict.Transient,
        // A mistake of ours.
        _ => CallVerdict.Done,
    };

    /// <summary>How long the other side asks to wait (RFC 9110 section 10.2.3).</summary>
    public static TimeSpan? RetryAfterOf(HttpResponseMessage response, TimeProvider time)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
