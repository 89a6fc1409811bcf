using Yarp.ReverseProxy.Forwarder;

namespace Roost.Gateway.Forwarding;

/// <summary>A request could not be sent on, or was not answered.</summary>
internal sealed class ForwardingException : Exception
{
    private ForwardingException(string message, bool isUnsent, Exception? cause)
        : base(message, cause) => IsUnsent = isUnsent;

    /// <summary>Whether it is certain that no host has seen the request.</summary>
    public bool IsUnsent { get; }

    public static ForwardingException Of(string? host, IForwarderErrorFeature error)
    {
        var isUnsent = error.Error == ForwarderError.NoAvailableDestinations
            || error.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError };
        return new($"{host ?? "No host"}: {error.Exception?.GetBaseException().Message ?? error.Error.ToString()}", isUnsent, error.Exception);
    }
}
