using Microsoft.AspNetCore.Mvc;
using Shop.PaymentSandbox.Bookkeeping;
using Shop.PaymentSandbox.Idempotency;

namespace Shop.PaymentSandbox.Voids;

internal static class VoidEndpoint
{
    public static void MapVoids(this RouteGroupBuilder v1) =>
        v1.MapPost("/charges/{id}/void", VoidAsync).RequireIdempotencyKey();

    // The body is bound although it says nothing, so that a caller who sends an amount learns that there is none.
    private static async Task<IResult> VoidAsync(
        string id, VoidRequest? request, Ledger ledger, [FromHeader(Name = IdempotencyKey.Header)] string key = "") =>
        await ledger.ExecuteAsync(new VoidCharge(Call.Of(key, "void", id), id));
}
