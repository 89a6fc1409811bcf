using Microsoft.Extensions.Logging;

namespace Roost.Security.Tokens;

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Information, "Access token refused: {Fault}")]
    public static partial void TokenRefused(ILogger logger, TokenFault fault);
}
