using Microsoft.Extensions.Logging;
using Roost;
using Roost.Operations;
using Shop.Payments.Charges;
using Shop.Payments.Contracts;
using Shop.Payments.Provider;

namespace Shop.Payments.Holds;

/// <summary>
/// Takes what is held, once. The payment is closed to everything else before the provider hears of it; and whatever the provider was asked for, it either
/// captures or voids, so a capture that races with an undoing ends the same for both.
/// </summary>
internal sealed class CaptureService(
    PaymentRepository payments,
    HoldRepository holds,
    HoldBook book,
    IPaymentProvider provider,
    ProviderKeys keys,
    ProviderTries tries,
    Operation operation,
    ILogger<CaptureService> logger)
{
    public async Task<Result<Payment>> CaptureAsync(CapturePayment request, CancellationToken cancellationToken)
    {
        if (await payments.FindAsync(request.PaymentId, cancellationToken) is not { } payment)
        {
            return PaymentErrors.NotFound;
        }

        if (payment.Status == PaymentStatus.Authorized)
        {
            var begun = await holds.BeginCaptureAsync(payment.Id, request.OperationId, request.Amount, cancellationToken);
            await operation.CommitAsync(cancellationToken);
            payment = begun is var (status, amount)
                ? payment with { Version = payment.Version + 1, Status = status, CaptureOperationId = request.OperationId, CaptureAmount = amount }
                : (await payments.FindAsync(payment.Id, cancellationToken))!;
        }

        return payment switch
        {
            { IsTwoStep: false } => PaymentErrors.NotAuthorized,
            { Status: PaymentStatus.Voiding or PaymentStatus.Voided } => PaymentErrors.Voided,
            // Still so, though it was to be captured: only an amount keeps it from that.
            { Status: PaymentStatus.Authorized } => PaymentErrors.CaptureTooLarge,
            { CaptureOperationId: null } => PaymentErrors.NotAuthorized,
            _ when payment.CaptureOperationId != request.OperationId || (request.Amount ?? payment.CaptureAmount) != payment.CaptureAmount => PaymentErrors.OperationReused,
            { Status: PaymentStatus.Capturing } => await AskAsync(payment, cancellationToken),
            _ => payment,
        };
    }

    private async Task<Result<Payment>> AskAsync(Payment payment, CancellationToken cancellationToken)
    {
        var order = new CaptureOrder(keys.Capture(payment), payment.ProviderChargeId!, payment.CaptureAmount!.Value);
        var outcome = await tries.RunAsync(order.Key, token => provider.CaptureAsync(order, token), cancellationToken);
        if (outcome.Last is { Kind: AnswerKind.Done, Value: { } captured })
        {
            return await RecordAsync(payment, captured);
        }

        var found = await provider.FindAsync(keys.Charge(payment), cancellationToken);
        if (found is { Kind: AnswerKind.Done, Value: { State: not ProviderChargeState.Authorized } settled })
        {
            return await RecordAsync(payment, settled);
        }

        // Only a refusal is an answer: a provider that failed will be asked again, and a try that was cut off may yet succeed.
        if (found is { Kind: AnswerKind.Done, Value: not null } && outcome is { Last.Kind: AnswerKind.Refused, MayStillAct: false })
        {
            await holds.GiveUpCaptureAsync(payment.Id, CancellationToken.None);
            await operation.CommitAsync(CancellationToken.None);
            return PaymentErrors.CaptureRefused;
        }

        Log.CaptureUnknown(logger, payment.Id, outcome.Last.Kind, found.Kind);
        return PaymentErrors.Unknown;
    }

    // The money has moved, or not, whether or not the caller still listens.
    private async Task<Result<Payment>> RecordAsync(Payment payment, ProviderCharge charge)
    {
        if (charge.State != ProviderChargeState.Captured)
        {
            await book.VoidedAsync(payment, CancellationToken.None);
            await operation.CommitAsync(CancellationToken.None);
            return PaymentErrors.Voided;
        }

        var isNews = await book.CapturedAsync(payment, charge, CancellationToken.None);
        await operation.CommitAsync(CancellationToken.None);
        return isNews
            ? payment with { Version = payment.Version + 1, Status = PaymentStatus.Captured, Captured = charge.Captured, CaptureAmount = charge.Captured }
            : (await payments.FindAsync(payment.Id, CancellationToken.None))!;
    }
}
