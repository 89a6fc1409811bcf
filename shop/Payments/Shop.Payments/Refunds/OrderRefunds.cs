using Roost;
using Shop.Payments.Charges;
using Shop.Payments.Holds;

namespace Shop.Payments.Refunds;

/// <summary>Gives back all that is left of all payments for an order, and lets go what is held for it.</summary>
internal sealed class OrderRefunds(PaymentRepository payments, ChargeService charges, VoidService voids, RefundService refunds)
{
    public async Task<Result> RunAsync(Contracts.RefundOrder request, CancellationToken cancellationToken)
    {
        foreach (var payment in await payments.OfOrderAsync(request.OrderId, cancellationToken))
        {
            var given = await GiveBackAsync(payment, request, cancellationToken);
            if (!given.IsSuccess)
            {
                return given.Error;
            }
        }

        return Result.Success;
    }

    private async Task<Result> GiveBackAsync(Payment payment, Contracts.RefundOrder request, CancellationToken cancellationToken)
    {
        if (payment is { IsTwoStep: true, Status: PaymentStatus.Pending or PaymentStatus.Authorized or PaymentStatus.Capturing or PaymentStatus.Voiding })
        {
            return await voids.UndoAsync(payment, request.OperationId, cancellationToken);
        }

        // A charge of which nobody knows what became may have been made, and would be kept for good.
        return payment.Status == PaymentStatus.Pending
            && await charges.SettleAsync(payment, cancellationToken) is { IsSuccess: false, Error: var unknown } && unknown.Code == PaymentErrors.Unknown.Code
            ? unknown
            : await refunds.RefundRestAsync(payment, request.OperationId, request.Reason, cancellationToken);
    }
}
