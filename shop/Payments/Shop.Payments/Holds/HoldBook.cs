using Roost.Messaging.Jobs;
using Shop.Payments.Charges;
using Shop.Payments.Ledger;
using Shop.Payments.Provider;

namespace Shop.Payments.Holds;

/// <summary>Writes down what the provider says of a hold: the payment's state and the ledger in one transaction, which the caller commits.</summary>
internal sealed class HoldBook(HoldRepository holds, LedgerRepository ledger, ProviderKeys keys, IJobs jobs)
{
    /// <summary>Records that the provider holds an amount. If nobody wants that any more, a job lets it go.</summary>
    /// <returns>Where the payment stands then; <see langword="null"/> if that was known already.</returns>
    public async Task<PaymentStatus?> LearnAsync(Payment payment, ProviderCharge charge, CancellationToken cancellationToken)
    {
        var status = await holds.LearnAsync(Postings.Authorization(payment, charge.Amount, keys.Charge(payment)), charge, cancellationToken);
        if (status == PaymentStatus.Voiding)
        {
            jobs.Enqueue(new LetGo(payment.Id), LetGo.Once(payment.Id));
        }

        return status;
    }

    /// <summary>Records that the provider has taken what it held.</summary>
    /// <returns><see langword="false"/> if that was known already.</returns>
    public Task<bool> CapturedAsync(Payment payment, ProviderCharge charge, CancellationToken cancellationToken) =>
        holds.RecordCaptureAsync(Postings.Capture(payment, charge.Captured, keys.Capture(payment)), payment.CaptureOperationId, charge.Captured, cancellationToken);

    /// <summary>Records that the provider holds nothing any more.</summary>
    public async Task VoidedAsync(Payment payment, CancellationToken cancellationToken)
    {
        if (await holds.RecordVoidAsync(payment.Id, cancellationToken) is > 0 and var held)
        {
            await ledger.AddAsync(Postings.Void(payment, held, keys.Void(payment)), cancellationToken);
        }
    }
}
