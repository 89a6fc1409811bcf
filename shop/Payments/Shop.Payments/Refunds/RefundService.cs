using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Roost;
using Roost.Messaging.Events;
using Roost.Messaging.Sagas;
using Roost.Operations;
using Shop.Payments.Charges;
using Shop.Payments.Ledger;
using Shop.Payments.Provider;

namespace Shop.Payments.Refunds;

/// <summary>Gives money back once an operation: the amount is reserved on record before the provider hears of it.</summary>
internal sealed class RefundService(
    RefundRepository refunds,
    PaymentRepository payments,
    LedgerRepository ledger,
    IPaymentProvider provider,
    ProviderTries tries,
    IEvents events,
    ISagas sagas,
    QuietTime quiet,
    Operation operation,
    TimeProvider time,
    ILogger<RefundService> logger)
{
    /// <summary>Gives back all that is left of a payment that was captured, as often as it takes; does nothing if nothing is left.</summary>
    public async Task<Result> RefundRestAsync(Payment payment, Guid operationId, string reason, CancellationToken cancellationToken)
    {
        // Amounts that are reserved for others count as given back, so it has to be known that they are.
        foreach (var unsettled in await refunds.PendingAsync(payment.Id, cancellationToken))
        {
            if ((await AskAsync(unsettled, cancellationToken)).Status == RefundStatus.Pending)
            {
                return PaymentErrors.Unknown;
            }
        }

        // Nobody is there who could take another key, as people can: what was refused once is tried again.
        var refund = await RefundAsync(payment.Id, operationId, amount: null, reason, isRefusalFinal: false, cancellationToken);
        return refund.IsSuccess || refund.Error.Code == PaymentErrors.NothingLeft.Code ? Result.Success : refund.Error;
    }

    /// <summary>Gives a part of a payment back, or all that is left of it.</summary>
    public Task<Result<Refund>> RefundAsync(Guid paymentId, Guid operationId, long? amount, string reason, CancellationToken cancellationToken) =>
        RefundAsync(paymentId, operationId, amount, reason, isRefusalFinal: true, cancellationToken);

    /// <summary>Asks for a refund again of which the provider has not been heard.</summary>
    /// <returns>Success when it is over, made or refused: what is refused has let its amount go.</returns>
    public async Task<Result> SettleAsync(Guid paymentId, Guid operationId, CancellationToken cancellationToken)
    {
        var refund = (await refunds.FindAsync(paymentId, operationId, cancellationToken))!;
        var settled = refund.Status == RefundStatus.Pending ? await AskAsync(refund, cancellationToken) : refund;
        return settled.Status == RefundStatus.Pending ? PaymentErrors.Unknown : Result.Success;
    }

    private async Task<Result<Refund>> RefundAsync(
        Guid paymentId, Guid operationId, long? amount, string reason, bool isRefusalFinal, CancellationToken cancellationToken)
    {
        var refund = await refunds.FindAsync(paymentId, operationId, cancellationToken);
        if (IsOver(refund, isRefusalFinal))
        {
            refund = await ReserveAsync(paymentId, operationId, amount, reason, isRefusalFinal, cancellationToken);
            if (IsOver(refund, isRefusalFinal))
            {
                var payment = await payments.FindAsync(paymentId, cancellationToken);
                return payment is null ? PaymentErrors.NotFound : payment.Left == 0 ? PaymentErrors.NothingLeft : PaymentErrors.RefundTooLarge;
            }
        }

        if (amount is not null && amount != refund.Amount)
        {
            return PaymentErrors.OperationReused;
        }

        if (refund.Status == RefundStatus.Pending)
        {
            refund = await AskAsync(refund, cancellationToken);
        }

        return refund.Status switch
        {
            RefundStatus.Made => refund,
            RefundStatus.Refused => PaymentErrors.RefundRefused,
            _ => PaymentErrors.Unknown,
        };
    }

    private static bool IsOver([NotNullWhen(false)] Refund? refund, bool isRefusalFinal) =>
        refund is null || (refund.Status == RefundStatus.Refused && !isRefusalFinal);

    private async Task<Refund?> ReserveAsync(
        Guid paymentId, Guid operationId, long? amount, string reason, bool isRefusalFinal, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await refunds.ReserveAsync(paymentId, amount, now, cancellationToken) is { } reserved)
        {
            var refund = new Refund
            {
                Id = Guid.CreateVersion7(now),
                PaymentId = paymentId,
                OperationId = operationId,
                Amount = reserved,
                Reason = reason,
                Status = RefundStatus.Pending,
                CreatedAt = now,
                UpdatedAt = now,
            };
            if (await refunds.AddAsync(refund, isRefusalFinal, cancellationToken))
            {
                // Those of orders are asked for again by what asks for them, which tries another where one was refused.
                if (isRefusalFinal)
                {
                    sagas.Start($"{refund.Id}", new RefundingState(paymentId, operationId), after: quiet.Asking);
                }

                await operation.CommitAsync(cancellationToken);
                return refund;
            }
        }

        // Not so much is left; or the same operation, at the same moment, was faster.
        await operation.RollbackAsync();
        return await refunds.FindAsync(paymentId, operationId, cancellationToken);
    }

    private async Task<Refund> AskAsync(Refund refund, CancellationToken cancellationToken)
    {
        var payment = (await payments.FindAsync(refund.PaymentId, cancellationToken))!;
        // The provider's keys are shared by all that we ask of it, and a caller may use one operation id for a charge and its refund.
        var order = new RefundOrder(ProviderKeys.Refund(refund), payment.ProviderChargeId!, refund.Amount);
        var outcome = await tries.RunAsync(order.Key, token => provider.RefundAsync(order, token), cancellationToken);
        if (outcome.Last is { Kind: AnswerKind.Done, Value: var made })
        {
            return await ConfirmAsync(refund, payment, made?.Id);
        }

        var found = await provider.FindAsync(order.Key, cancellationToken);
        if (found is { Kind: AnswerKind.Done, Value: not null })
        {
            return await ConfirmAsync(refund, payment, providerRefundId: null);
        }

        // Only a refusal lets the money go: a provider that failed will be asked again, and a try that was cut off may yet succeed.
        if (found.Kind == AnswerKind.Done && outcome is { Last.Kind: AnswerKind.Refused, MayStillAct: false })
        {
            await refunds.LetGoAsync(refund, time.GetUtcNow(), CancellationToken.None);
            return await CommitAsync(refund);
        }

        Log.OutcomeUnknown(logger, refund.Id, outcome.Last.Kind, found.Kind);
        return refund;
    }

    private async Task<Refund> ConfirmAsync(Refund refund, Payment payment, string? providerRefundId)
    {
        var now = time.GetUtcNow();
        // A repetition may have been faster; then it was told already.
        if (await refunds.ConfirmAsync(refund, providerRefundId, now, CancellationToken.None))
        {
            await ledger.AddAsync(Postings.Refund(payment, refund), CancellationToken.None);
            events.Publish(new Contracts.PaymentRefunded(refund.Id, payment.Id, payment.OrderId, new(refund.Amount, payment.Currency), now), key: $"{payment.Id}");
        }

        return await CommitAsync(refund);
    }

    // The money has moved, or not, whether or not the caller still listens.
    private async Task<Refund> CommitAsync(Refund refund)
    {
        await operation.CommitAsync(CancellationToken.None);
        return (await refunds.FindAsync(refund.PaymentId, refund.OperationId, CancellationToken.None))!;
    }
}
