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

    [LoggerMessage(4303, LogLevel.Warning, "Host '{Host}' at {Address} does not answer; others are asked where there are some")]
    public static partial void Away(ILogger logger, Exception exception, string host, Uri address);
}
