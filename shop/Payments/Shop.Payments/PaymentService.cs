using Roost;
using Shop.Payments.Charges;
using Shop.Payments.Contracts;
using Shop.Payments.Refunds;

namespace Shop.Payments;

internal sealed class PaymentService(ChargeService charges, RefundService refunds, RefundRepository made) : IPayments
{
    public async Task<Result<PaymentReceipt>> ChargeAsync(ChargePayment request, CancellationToken cancellationToken) =>
        (await charges.ChargeAsync(request, cancellationToken)).Map(payment => new PaymentReceipt(payment.Id));

    public Task<Result> RefundAsync(RefundOrder request, CancellationToken cancellationToken) =>
        refunds.RefundOrderAsync(request, cancellationToken);

    public Task<IReadOnlyList<RefundSnapshot>> FindRefundsAsync(FindRefunds request, CancellationToken cancellationToken) =>
        made.OfOrdersAsync(request.OrderIds, cancellationToken);
}
