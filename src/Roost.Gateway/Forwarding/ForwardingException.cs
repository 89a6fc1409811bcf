using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Http;
using Roost.Faults;
using Yarp.ReverseProxy.Forwarder;

namespace Roost.Gateway.Forwarding;

/// <summary>A request could not be sent on, or was not answered.</summary>
internal sealed class ForwardingException : Exception
{
    private ForwardingException(string message, bool isUnsent, Exception? cause)
        : base(message, cause) => IsUnsent = isUnsent;

    /// <summary>Whether it is certain that no host has seen the request.</summary>
    public bool IsUnsent { get; }

    /// <summary>What the client has sent could not be read: too much of it, or too slowly.</summary>
    /// <exception cref="BadHttpRequestException">That is so; it says what was wrong.</exception>
    public void ThrowIfOfClient()
    {
        var causes = InnerException is AggregateException several ? several.Flatten().InnerExceptions : (IEnumerable<Exception?>)[InnerException];
        if (causes.SelectMany(Chain).OfType<BadHttpRequestException>().FirstOrDefault() is { } bad)
        {
            ExceptionDispatchInfo.Throw(bad);
        }
    }

    public static ForwardingException Of(string? host, IForwarderErrorFeature error)
    {
        var isUnsent = error.Error == ForwarderError.NoAvailableDestinations || Unsent.Is(error.Exception);
        return new($"{host ?? "No host"}: {error.Exception?.GetBaseException().Message ?? error.Error.ToString()}", isUnsent, error.Exception);
    }

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }
}
