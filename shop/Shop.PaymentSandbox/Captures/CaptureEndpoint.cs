using Microsoft.AspNetCore.Mvc;
using Shop.PaymentSandbox.Bookkeeping;
using Shop.PaymentSandbox.Idempotency;

namespace Shop.PaymentSandbox.Captures;

internal static class CaptureEndpoint
{
    public static void MapCaptures(this RouteGroupBuilder v1) =>
        v1.MapPost("/charges/{id}/capture", CaptureAsync).RequireIdempotencyKey();

    private static async Task<IResult> CaptureAsync(
        string id, CaptureRequest? request, Ledger ledger, [FromHeader(Name = IdempotencyKey.Header)] string key = "") =>
        request?.Validate() is { } problem
            ? problem.ToResult()
            : await ledger.ExecuteAsync(new CaptureCharge(Call.Of(key, "capture", id, request?.Amount), id, request?.Amount));
}
