namespace Roost.Security.Idempotency;

internal static class IdempotencyErrors
{
    public static readonly Error Missing = Error.Invalid("idempotency.key_missing", "Send an Idempotency-Key header: 1 to 255 visible ASCII characters, new for each order of yours, the same when you repeat it.");

    public static readonly Error Invalid = Error.Invalid("idempotency.key_invalid", "The Idempotency-Key is too long, or holds what it may not. Send one header of 1 to 255 visible ASCII characters.");
    public static readonly Error Ownerless = Error.Invalid("idempotency.no_owner", "An Idempotency-Key belongs to somebody signed in to a tenant. Sign in to one, and send its access token.");
    public static readonly Error InFlight = Error.Conflict("idempotency.in_flight", "The first request with this Idempotency-Key is still running. Wait for its answer, or ask again in a moment.");
    public static readonly Error Superseded = Error.Conflict("idempotency.superseded", "This request took too long, and a repetition under the same Idempotency-Key has taken its place. Ask again for its answer.");
    public static readonly Error Mismatch = Error.Unprocessable("idempotency.mismatch", "This Idempotency-Key was used with another request. Use a new key for a new request.");
}
