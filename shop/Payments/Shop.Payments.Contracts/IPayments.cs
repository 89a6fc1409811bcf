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
    /// Has an amount held, to be captured or voided later. Fails for good with <c>payments.declined</c>, <c>payments.method_unknown</c>,
    /// <c>payments.failed</c> if it is certain that nothing is held, <c>payments.voided</c> if it was undone already, even before it came, and
    /// <c>payments.operation_reused</c>. Fails with <c>payments.unknown</c> if nobody knows: ask again with the same operation id.
    /// </summary>
    [Idempotent]
    Task<Result<PaymentReceipt>> AuthorizeAsync(AuthorizePayment request, CancellationToken cancellationToken);

    /// <summary>
    /// Takes what is held, or a part of it. Fails for good with <c>payments.voided</c>, <c>payments.not_authorized</c>, <c>payments.capture_too_large</c>,
    /// <c>payments.capture_refused</c> if the provider refuses, <c>payments.operation_reused</c> and <c>payments.payment_not_found</c>. Fails with
    /// <c>payments.unknown</c> if it is not certain that the money was taken: ask again with the same operation id.
    /// </summary>
    [Idempotent]
    Task<Result<PaymentReceipt>> CaptureAsync(CapturePayment request, CancellationToken cancellationToken);

    /// <summary>
    /// Undoes an authorisation, whatever became of it: what is held is let go, what was captured is given back, and one that has not arrived yet is
    /// refused when it does. Succeeds only when nothing of it can act any more. Fails with <c>payments.unknown</c> if that is not certain, and with
    /// <c>payments.refund_refused</c> if the provider does not give back: either way, ask again with the same operation id. Fails for good with
    /// <c>payments.operation_reused</c> if the authorisation is another order's, or a charge.
    /// </summary>
    [Idempotent]
    Task<Result> VoidAsync(VoidPayment request, CancellationToken cancellationToken);

    /// <summary>
    /// Gives the whole of an order's payment back, and lets go what is held for it; does nothing if nothing of it is left. Fails with <c>payments.unknown</c> if it is not certain
    /// that it did, and with <c>payments.refund_refused</c> if the provider refuses: either way, ask again with the same operation id.
    /// </summary>
    [Idempotent]
    Task<Result> RefundAsync(RefundOrder request, CancellationToken cancellationToken);

    /// <summary>Finds what was given back for orders, as far as the provider has confirmed it.</summary>
    Task<IReadOnlyList<RefundSnapshot>> FindRefundsAsync(FindRefunds request, CancellationToken cancellationToken);
}
