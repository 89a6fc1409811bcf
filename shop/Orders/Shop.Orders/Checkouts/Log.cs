using Microsoft.Extensions.Logging;

namespace Shop.Orders.Checkouts;

internal static partial class Log
{
    [LoggerMessage(5501, LogLevel.Warning, "Order {OrderId} is confirmed, and its customer was not told: {Code}")]
    public static partial void ConfirmationNotSent(ILogger logger, Exception? exception, Guid orderId, string code);
}
