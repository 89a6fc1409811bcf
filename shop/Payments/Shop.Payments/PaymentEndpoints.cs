using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Roost.Edge.Endpoints;
using Roost.Edge.Errors;
using Roost.Edge.OpenApi;
using Roost.Edge.Preconditions;
using Roost.Operations;
using Roost.Security.Idempotency;
using Shop.Payments.Charges;
using Shop.Payments.Refunds;

namespace Shop.Payments;

internal sealed class PaymentEndpoints : IEndpoints
{
    // Money is asked about again for longer than other things are.
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var payment = routes.MapGroup("/payments/{id:guid}").RequireAuthorization(Policies.Staff);
        payment.MapGet("", GetAsync).WithSummary("Show a payment");
        payment.MapPost("/refunds", RefundAsync).RequireIdempotencyKey(keep: Week).WithSummary("Give a payment back, or a part of it")
            .WithExample(new CreateRefund("Arrived scratched.", 500));
    }

    private static async Task<Results<OkVersioned<PaymentResponse>, ProblemHttpResult>> GetAsync(
        Guid id, PaymentRepository payments, CancellationToken cancellationToken) =>
        await payments.FindAsync(id, cancellationToken) is { } payment
            ? Versioned.Ok(PaymentResponse.From(payment), payment.Version)
            : PaymentErrors.NotFound.ToHttp();

    // Named after the operation, which is the same again when the request is repeated under its Idempotency-Key.
    private static async Task<Results<Created<RefundResponse>, ProblemHttpResult>> RefundAsync(
        Guid id, CreateRefund request, RefundService refunds, Operation operation, CancellationToken cancellationToken) =>
        (await refunds.RefundAsync(id, operation.Id, request.Amount, request.Reason, cancellationToken))
        .Match<Results<Created<RefundResponse>, ProblemHttpResult>>(
            refund => TypedResults.Created($"/v1/payments/{id}", RefundResponse.From(refund)),
            error => error.ToHttp());
}
