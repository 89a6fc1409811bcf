using System.Net;
using Microsoft.Extensions.Logging;

namespace Roost.Remoting.Contracts;

internal static partial class Log
{
    [LoggerMessage(4300, LogLevel.Error, "{Method}, called by host '{Caller}', faulted: {Code}")]
    public static partial void Faulted(ILogger logger, Exception? exception, string method, string caller, string code);

    [LoggerMessage(4301, LogLevel.Warning, "A call to {Path} from {Address} is not believed. {Why}")]
    public static partial void Untrusted(ILogger logger, string path, IPAddress? address, string why);

    [LoggerMessage(4302, LogLevel.Error, "The arguments with which host '{Caller}' calls {Method} cannot be read")]
    public static partial void Unreadable(ILogger logger, Exception exception, string method, string caller);

    [LoggerMessage(4304, LogLevel.Error, "The other host does not take calls to {Method} from here: {Code}. {Why}")]
    public static partial void Rejected(ILogger logger, string method, string code, string why);

    [LoggerMessage(4305, LogLevel.Error, "What {Method} has answered cannot be read here")]
    public static partial void AnswerUnreadable(ILogger logger, Exception exception, string method);

    [LoggerMessage(4306, LogLevel.Error, "What {Method} has returned to host '{Caller}' cannot be written; it has committed")]
    public static partial void AnswerUnwritable(ILogger logger, Exception exception, string method, string caller);

    [LoggerMessage(4307, LogLevel.Warning, "Host '{Caller}' calls {Method}, and no module of it declares that it uses the contract")]
    public static partial void Undeclared(ILogger logger, string caller, string method);

    [LoggerMessage(4308, LogLevel.Warning, "Host '{Caller}' sends an event {Event} that nobody publishes in its database")]
    public static partial void UndeclaredEvent(ILogger logger, string caller, string @event);

    [LoggerMessage(4309, LogLevel.Error, "An event {Event} that host '{Caller}' sends cannot be read")]
    public static partial void UnreadableEvent(ILogger logger, Exception exception, string caller, string @event);

    [LoggerMessage(4310, LogLevel.Warning, "An event {Event} that host '{Caller}' sends could not be taken in, and will come again: {Why}")]
    public static partial void EventNotReceived(ILogger logger, string caller, string @event, string why);

    [LoggerMessage(4303, LogLevel.Warning, "Host '{Host}' at {Address} does not answer, and others are asked where there are some: {Why}")]
    public static partial void Away(ILogger logger, string host, Uri address, string why);
}
