using Microsoft.Extensions.Logging;
using Roost;
using Roost.Operations;
using Shop.Payments.Charges;
using Shop.Payments.Contracts;
using Shop.Payments.Provider;
using Shop.Payments.Refunds;

namespace Shop.Payments.Holds;

/// <summary>
/// Undoes an authorisation, whatever became of it. The payment is closed first, so that nothing is authorised or captured from then on that was not under way;
/// and it succeeds only when nothing that was under way can act any more.
/// </summary>
internal sealed class VoidService(
    PaymentRepository payments,
    HoldRepository holds,
    HoldBook book,
    RefundService refunds,
    IPaymentProvider provider,
    ProviderKeys keys,
    ProviderTries tries,
    QuietTime quiet,
    Operation operation,
    ILogger<VoidService> logger)
{
    private const string Reason = "The payment was undone.";

    public async Task<Result> VoidAsync(VoidPayment request, CancellationToken cancellationToken)
    {
        if (await payments.FindByOperationAsync(request.AuthorizationId, cancellationToken) is not { } payment)
        {
            var isUnknown = await holds.AddTombstoneAsync(request.AuthorizationId, request.OrderId, request.OperationId, cancellationToken);
            await operation.CommitAsync(cancellationToken);
            if (isUnknown)
            {
                return Result.Success;
            }

            payment = (await payments.FindByOperationAsync(request.AuthorizationId, cancellationToken))!;
        }

        return payment.IsTwoStep && payment.OrderId == request.OrderId
            ? await UndoAsync(payment, request.OperationId, cancellationToken)
            : PaymentErrors.OperationReused;
    }

    /// <summary>Undoes a two-step payment.</summary>
    public async Task<Result> UndoAsync(Payment payment, Guid operationId, CancellationToken cancellationToken)
    {
        if (payment.Status is PaymentStatus.Pending or PaymentStatus.Authorized or PaymentStatus.Capturing)
        {
            await holds.CloseAsync(payment.Id, operationId, cancellationToken);
            await operation.CommitAsync(cancellationToken);
            payment = (await payments.FindAsync(payment.Id, cancellationToken))!;
        }

        if (payment.Status == PaymentStatus.Voiding)
        {
            payment = payment.ProviderChargeId is null ? await LookForHoldAsync(payment, cancellationToken) : payment;
            payment = payment is { Status: PaymentStatus.Voiding, ProviderChargeId: not null } ? await LetGoAsync(payment, cancellationToken) : payment;
        }

        return payment.Status switch
        {
            PaymentStatus.Captured or PaymentStatus.PartiallyRefunded or PaymentStatus.Refunded =>
                await refunds.RefundRestAsync(payment, operationId, Reason, cancellationToken),
            PaymentStatus.Voiding => PaymentErrors.Unknown,
            // Declined, failed, voided: nothing is held.
            _ => Result.Success,
        };
    }

    /// <summary>Finds out whether an authorisation that was under way holds anything.</summary>
    private async Task<Payment> LookForHoldAsync(Payment payment, CancellationToken cancellationToken)
    {
        // Before the look: what is not there after the time is over will not come.
        var isQuiet = quiet.IsOver(payment);
        var found = await provider.FindAsync(keys.Charge(payment), cancellationToken);
        switch (found)
        {
            case { Kind: AnswerKind.Done, Value: { State: not ProviderChargeState.Declined } charge }:
                await book.LearnAsync(payment, charge, CancellationToken.None);
                break;
            case { Kind: AnswerKind.Done, Value: not null }:
            case { Kind: AnswerKind.Done } when isQuiet:
                await book.VoidedAsync(payment, CancellationToken.None);
                break;
            default:
                Log.HoldUnknown(logger, payment.Id, found.Kind);
                return payment;
        }

        return await CommitAsync(payment);
    }

    /// <summary>Has the provider let go what it holds. If it has captured instead, that is recorded.</summary>
    private async Task<Payment> LetGoAsync(Payment payment, CancellationToken cancellationToken)
    {
        var order = new VoidOrder(keys.Void(payment), payment.ProviderChargeId!);
        var outcome = await tries.RunAsync(order.Key, token => provider.VoidAsync(order, token), cancellationToken);
        var charge = outcome.Last is { Kind: AnswerKind.Done, Value: { } answered }
            ? answered
            // Refused, because it was captured or let go before; or nobody heard.
            : (await provider.FindAsync(keys.Charge(payment), cancellationToken)).Value;
        switch (charge?.State)
        {
            case ProviderChargeState.Captured:
                await book.CapturedAsync(payment, charge, CancellationToken.None);
                break;
            case ProviderChargeState.Voided or ProviderChargeState.Declined:
                await book.VoidedAsync(payment, CancellationToken.None);
                break;
            default:
                Log.VoidUnknown(logger, payment.Id, outcome.Last.Kind);
                return payment;
        }

        return await CommitAsync(payment);
    }

    // The provider has acted, whether or not the caller still listens.
    private async Task<Payment> CommitAsync(Payment payment)
    {
        await operation.CommitAsync(CancellationToken.None);
        return (await payments.FindAsync(payment.Id, CancellationToken.None))!;
    }
}
