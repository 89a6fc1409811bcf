namespace Shop.PaymentSandbox.Problems;

internal static partial class Log
{
    [LoggerMessage(EventId = 200, Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    public static partial void RequestFailed(ILogger logger, string method, string path, Exception exception);
}
