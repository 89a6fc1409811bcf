using Microsoft.Extensions.Logging;

namespace Shop.Auth.SignIn;

internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Information, "A sign-in was refused for account {Account}")]
    public static partial void SignInRefused(ILogger logger, Guid? account);

    [LoggerMessage(5002, LogLevel.Warning, "A refresh token of session {Session} was used a second time; the session has been ended")]
    public static partial void RefreshTokenReused(ILogger logger, Guid session);
}
