using Microsoft.Extensions.Logging;

namespace Roost.Security.RateLimits.Shared;

internal static partial class Log
{
    [LoggerMessage(3201, LogLevel.Warning, "Requests cannot be counted together with other hosts: {Cause}. Until they can, this host allows its share of each limit, one in {Hosts}")]
    public static partial void Alone(ILogger logger, string cause, int hosts);

    [LoggerMessage(3202, LogLevel.Information, "Requests are counted together with other hosts again")]
    public static partial void Together(ILogger logger);

    [LoggerMessage(3203, LogLevel.Warning, "Windows of rate limits that have ended could not be cleared away: {Cause}")]
    public static partial void ClearingFailed(ILogger logger, string cause);
}
