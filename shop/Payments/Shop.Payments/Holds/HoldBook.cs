using Roost.Messaging.Jobs;
using Shop.Payments.Charges;
using Shop.Payments.Ledger;
using Shop.Payments.Provider;

namespace Shop.Payments.Holds;

/// <summary>Writes down what the provider says of a hold: the payment's state and the ledger in one transaction, which the caller commits.</summary>
internal sealed class HoldBook(HoldRepository holds, LedgerRepository ledger, ProviderKeys keys, IJobs jobs)
{
    /// <summary>Records that the provider holds an amount. If nobody wants that any more, a job lets it go.</summary>
    public async Task LearnAsync(Payment payment, ProviderCharge charge, CancellationToken cancellationToken)
    {
        if (await holds.LearnAsync(payment.Id, charge.Id, charge.Amount, cancellationToken) is not { } status)
        {
            return;
        }

        await ledger.AddAsync(Postings.Authorization(payment, charge.Amount, keys.Charge(payment)), cancellationToken);
        if (status == PaymentStatus.Voiding)
        {
            jobs.Enqueue(new LetGo(payment.Id), LetGo.Once(payment.Id));
        }
    }

    /// <summary>Records that the provider has taken what it held.</summary>
    public async Task CapturedAsync(Payment payment, ProviderCharge charge, CancellationToken cancellationToken)
    {
        if (await holds.RecordCaptureAsync(payment.Id, payment.CaptureOperationId, charge.Captured, cancellationToken))
        {
            await ledger.AddAsync(Postings.Capture(payment, charge.Captured, keys.Capture(payment)), cancellationToken);
        }
    }

    /// <summary>Records that the provider holds nothing any more.</summary>
    public async Task VoidedAsync(Payment payment, CancellationToken cancellationToken)
    {
        if (await holds.RecordVoidAsync(payment.Id, cancellationToken) is > 0 and var held)
        {
            await ledger.AddAsync(Postings.Void(payment, held, keys.Void(payment)), cancellationToken);
        }
    }
}
