namespace Roost.Remoting.Calls.Http;

/// <summary>What a request may say of itself in its <see cref="HttpRequestMessage.Options"/>.</summary>
public static class CallRequest
{
    /// <summary>How long an attempt may take, where it is not what is declared.</summary>
    public static HttpRequestOptionsKey<TimeSpan> AttemptTimeout { get; } = new("roost.call.attempt_timeout");

    /// <summary>
    /// When its caller stops waiting. Set by clients that an operation has got from <see cref="ICalls"/> or in a constructor; set it yourself where the client comes from
    /// <see cref="IHttpClientFactory"/>.
    /// </summary>
    public static HttpRequestOptionsKey<DateTimeOffset> Deadline { get; } = new("roost.call.deadline");
}
