using Microsoft.Extensions.Logging;

namespace Shop.Inventory.Expiries;

internal static partial class Log
{
    [LoggerMessage(5601, LogLevel.Information, "{Count} reservations were not sold in time, and their stock was released")]
    public static partial void Expired(ILogger logger, int count);
}
