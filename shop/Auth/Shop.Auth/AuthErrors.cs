using Roost;

namespace Shop.Auth;

internal static class AuthErrors
{
    /// <summary>One answer for a wrong password, an unknown address and a locked account: which of them it is would tell who has an account.</summary>
    public static Error InvalidCredentials => Error.Unauthenticated(
        "auth.invalid_credentials", "Address or password is wrong. After many wrong passwords an account refuses all of them for some minutes, but from devices that it knows by their deviceToken.");

    /// <summary>
    /// Tells that the address has an account here. Without it nobody could know why they can't register, and as long as addresses are not
    /// confirmed by mail there is no other way to tell them; the rate limit keeps anyone from asking for many.
    /// </summary>
    public static Error EmailTaken => Error.Conflict("auth.email_taken", "This address has an account in this shop already. Sign in, or use another address.");

    public static Error OperationReused => Error.Conflict("auth.operation_reused", "This operation has made another account already. Use a new operation id.");

    /// <summary>Unknown, expired, revoked or used long ago: a client can only sign in again, whichever it is.</summary>
    public static Error InvalidRefreshToken => Error.Unauthenticated("auth.invalid_refresh_token", "The refresh token is not valid, or not any more. Sign in again.");

    public static Error RefreshRaced => Error.Conflict(
        "auth.refresh_raced", "Another request has used this refresh token a moment ago. Use the tokens that it was given.");
}
