namespace Roost.Security.Idempotency;

internal static class IdempotencyErrors
{
    public static readonly Error Missing = Error.Invalid("idempotency.key_missing", "Send an Idempotency-Key header: 1 to 255 visible ASCII characters, new for each order of yours, the same when you repeat it.");
    public static readonly Error InFlight = Error.Conflict("idempotency.in_flight", "The first request with this Idempotency-Key is still running. Wait for its answer, or ask again in a moment.");
    public static readonly Error Mismatch = Error.Unprocessable("idempotency.mismatch", "This Idempotency-Key was used with another request. Use a new key for a new request.");
}
