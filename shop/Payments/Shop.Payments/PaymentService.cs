using Roost;
using Shop.Payments.Charges;
using Shop.Payments.Contracts;
using Shop.Payments.Holds;
using Shop.Payments.Refunds;

namespace Shop.Payments;

internal sealed class PaymentService(ChargeService charges, CaptureService captures, VoidService voids, OrderRefunds refunds, RefundRepository made) : IPayments
{
    public async Task<Result<PaymentReceipt>> ChargeAsync(ChargePayment request, CancellationToken cancellationToken) =>
        (await charges.ChargeAsync(request, cancellationToken)).Map(Receipt);

    public async Task<Result<PaymentReceipt>> AuthorizeAsync(AuthorizePayment request, CancellationToken cancellationToken) =>
        (await charges.AuthorizeAsync(request, cancellationToken)).Map(Receipt);

    public async Task<Result<PaymentReceipt>> CaptureAsync(CapturePayment request, CancellationToken cancellationToken) =>
        (await captures.CaptureAsync(request, cancellationToken)).Map(Receipt);

    public Task<Result> VoidAsync(VoidPayment request, CancellationToken cancellationToken) => voids.VoidAsync(request, cancellationToken);

    public Task<Result> RefundAsync(RefundOrder request, CancellationToken cancellationToken) => refunds.RunAsync(request, cancellationToken);

    public Task<IReadOnlyList<RefundSnapshot>> FindRefundsAsync(FindRefunds request, CancellationToken cancellationToken) =>
        made.OfOrdersAsync(request.OrderIds, cancellationToken);

    private static PaymentReceipt Receipt(Payment payment) => new(payment.Id);
}
