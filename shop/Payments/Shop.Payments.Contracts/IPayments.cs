using Roost;

namespace Shop.Payments.Contracts;

/// <summary>Takes customers' money, and gives it back.</summary>
[Contract]
public interface IPayments
{
    /// <summary>
    /// Charges the customer. Fails with <c>payments.declined</c> if the provider refuses, with <c>payments.method_unknown</c> if it knows no such
    /// means of payment, and with <c>payments.failed</c> if it is certain that nothing was charged. If that is not certain either, it fails
    /// with <c>payments.unknown</c>: ask again with the same operation id.
    /// </summary>
    [Idempotent]
    Task<Result<PaymentReceipt>> ChargeAsync(ChargePayment request, CancellationToken cancellationToken);

    /// <summary>
    /// Gives the whole of an order's payment back; does nothing if nothing of it is left. Fails with <c>payments.unknown</c> if it is not certain
    /// that it did, and with <c>payments.refund_refused</c> if the provider refuses: either way, ask again with the same operation id.
    /// </summary>
    [Idempotent]
    Task<Result> RefundAsync(RefundOrder request, CancellationToken cancellationToken);

    /// <summary>Finds what was given back for orders, as far as the provider has confirmed it.</summary>
    Task<IReadOnlyList<RefundSnapshot>> FindRefundsAsync(FindRefunds request, CancellationToken cancellationToken);
}
