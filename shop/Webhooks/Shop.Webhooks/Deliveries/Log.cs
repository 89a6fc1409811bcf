using Microsoft.Extensions.Logging;

namespace Shop.Webhooks.Deliveries;

internal static partial class Log
{
    [LoggerMessage(5501, LogLevel.Information, "Webhook endpoint {EndpointId} says that it is gone, and is disabled")]
    public static partial void Gone(ILogger logger, Guid endpointId);

    [LoggerMessage(5502, LogLevel.Warning, "Webhook delivery {DeliveryId} to endpoint {EndpointId} is given up after attempt {Attempt}: {Cause}")]
    public static partial void GivenUp(ILogger logger, Guid deliveryId, Guid endpointId, int attempt, string cause);
}
