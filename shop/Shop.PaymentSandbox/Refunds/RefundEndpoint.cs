using Microsoft.AspNetCore.Mvc;
using Shop.PaymentSandbox.Bookkeeping;
using Shop.PaymentSandbox.Idempotency;

namespace Shop.PaymentSandbox.Refunds;

internal static class RefundEndpoint
{
    public static void MapRefunds(this RouteGroupBuilder v1) =>
        v1.MapPost("/charges/{id}/refunds", RefundAsync).RequireIdempotencyKey();

    private static async Task<IResult> RefundAsync(
        string id, RefundRequest? request, Ledger ledger, [FromHeader(Name = IdempotencyKey.Header)] string key = "")
    {
        if (request?.Validate() is { } problem)
        {
            return problem.ToResult();
        }

        var call = Call.Of(key, "refund", id, request?.Amount, request?.Reason);
        return await ledger.ExecuteAsync(new RefundCharge(call, id, request?.Amount, request?.Reason));
    }
}
