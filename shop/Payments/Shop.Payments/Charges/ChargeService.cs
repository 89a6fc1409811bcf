using Microsoft.Extensions.Logging;
using Roost;
using Roost.Operations;
using Shop.Payments.Contracts;
using Shop.Payments.Holds;
using Shop.Payments.Ledger;
using Shop.Payments.Provider;

namespace Shop.Payments.Charges;

/// <summary>
/// Charges once an operation, or has an amount held. The payment is on record before the provider hears of it, and what the provider says is on record before the
/// caller hears of it, so whatever is cut off in between is picked up by the next call under the same operation id.
/// </summary>
internal sealed class ChargeService(
    PaymentRepository payments,
    HoldBook holds,
    LedgerRepository ledger,
    IPaymentProvider provider,
    ProviderKeys keys,
    ProviderTries tries,
    QuietTime quiet,
    Operation operation,
    TimeProvider time,
    ILogger<ChargeService> logger)
{
    public Task<Result<Payment>> ChargeAsync(ChargePayment request, CancellationToken cancellationToken) =>
        RunAsync(Create(request.OperationId, request.OrderId, request.Amount, request.Method, authorized: null), cancellationToken);

    /// <summary>Has an amount held, unless that was undone before it came.</summary>
    public Task<Result<Payment>> AuthorizeAsync(AuthorizePayment request, CancellationToken cancellationToken) =>
        RunAsync(Create(request.OperationId, request.OrderId, request.Amount, request.Method, authorized: 0), cancellationToken);

    private async Task<Result<Payment>> RunAsync(Payment wanted, CancellationToken cancellationToken)
    {
        // Nobody can have asked for what is new.
        var isNew = await payments.AddAsync(wanted, cancellationToken);
        await operation.CommitAsync(cancellationToken);
        var payment = isNew ? wanted : (await payments.FindByOperationAsync(wanted.OperationId, cancellationToken))!;
        var isQuiet = isNew;
        if (!isNew && payment.Status == PaymentStatus.Pending)
        {
            isQuiet = quiet.IsOver(payment);
            await payments.MarkAskedAsync(payment.Id, time.GetUtcNow(), cancellationToken);
            await operation.CommitAsync(cancellationToken);
            // What was undone meanwhile is not asked for any more.
            payment = (await payments.FindAsync(payment.Id, cancellationToken))!;
        }

        if (!payment.Answers(wanted))
        {
            return payment.IsTombstone ? PaymentErrors.Voided : PaymentErrors.OperationReused;
        }

        return payment.Status == PaymentStatus.Pending
            ? await AskAsync(payment, isNew, isQuiet, cancellationToken)
            : OutcomeOf(payment);
    }

    /// <summary>Finds out what became of a payment that is pending, without asking for a charge.</summary>
    public async Task<Result<Payment>> SettleAsync(Payment payment, CancellationToken cancellationToken) =>
        await VerdictByLookUpAsync(payment, quiet.IsOver(payment), cancellationToken);

    private async Task<Result<Payment>> AskAsync(Payment payment, bool isNew, bool isQuiet, CancellationToken cancellationToken)
    {
        var order = new ChargeOrder(keys.Charge(payment), new(payment.Amount, payment.Currency), payment.Method, $"{payment.OrderId:D}", Capture: !payment.IsTwoStep);
        var outcome = await tries.RunAsync(order.Key, token => provider.ChargeAsync(order, token), cancellationToken);
        if (outcome.Last is { Kind: AnswerKind.Done, Value: { } charge })
        {
            return await RecordAsync(payment, StatusOf(charge), charge);
        }

        if (isQuiet && outcome is { Last.Kind: AnswerKind.UnknownMethod, MayStillAct: false })
        {
            return await RecordAsync(payment, PaymentStatus.UnknownMethod);
        }

        // Somebody who asked before may have been heard, however long ago.
        if (isNew && outcome.ReachedNobody)
        {
            return await RecordAsync(payment, PaymentStatus.Failed);
        }

        return await VerdictByLookUpAsync(payment, isQuiet && !outcome.MayStillAct, cancellationToken);
    }

    private async Task<Result<Payment>> VerdictByLookUpAsync(Payment payment, bool isQuiet, CancellationToken cancellationToken)
    {
        var found = await provider.FindAsync(keys.Charge(payment), cancellationToken);
        if (found.Kind == AnswerKind.Done && (found.Value is not null || isQuiet))
        {
            return await RecordAsync(payment, found.Value is { } charge ? StatusOf(charge) : PaymentStatus.Failed, found.Value);
        }

        Log.OutcomeUnknown(logger, payment.Id, found.Kind);
        return PaymentErrors.Unknown;
    }

    private async Task<Result<Payment>> RecordAsync(Payment payment, PaymentStatus status, ProviderCharge? charge = null)
    {
        // The money has moved whether or not the caller still listens.
        if (payment.IsTwoStep && charge is { State: not ProviderChargeState.Declined })
        {
            var learned = await holds.LearnAsync(payment, charge, CancellationToken.None);
            await operation.CommitAsync(CancellationToken.None);
            return OutcomeOf(learned is { } now
                ? payment with { Version = payment.Version + 1, Status = now, ProviderChargeId = charge.Id, Authorized = charge.Amount }
                : (await payments.FindAsync(payment.Id, CancellationToken.None))!);
        }

        if (await payments.RecordAsync(payment.Id, status, charge?.Captured ?? 0, charge?.Id, time.GetUtcNow(), CancellationToken.None) && charge is { Captured: > 0 })
        {
            await ledger.AddAsync(Postings.Charge(payment, charge.Captured, keys.Charge(payment)), CancellationToken.None);
        }

        await operation.CommitAsync(CancellationToken.None);
        return OutcomeOf((await payments.FindAsync(payment.Id, CancellationToken.None))!);
    }

    private Payment Create(Guid operationId, Guid orderId, Money amount, string method, long? authorized)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Id = Guid.CreateVersion7(now),
            OrderId = orderId,
            OperationId = operationId,
            Amount = amount.Amount,
            Currency = amount.Currency,
            Method = method,
            // There is nothing to ask the provider for where nothing is to be paid.
            Status = amount.Amount > 0 ? PaymentStatus.Pending : authorized is null ? PaymentStatus.Captured : PaymentStatus.Authorized,
            Authorized = authorized,
            CreatedAt = now,
            AskedAt = now,
            UpdatedAt = now,
            Version = 1,
        };
    }

    private static PaymentStatus StatusOf(ProviderCharge charge) => charge.Captured == 0 ? PaymentStatus.Declined : PaymentStatus.Captured;

    private static Result<Payment> OutcomeOf(Payment payment) => payment.Status switch
    {
        PaymentStatus.Declined => PaymentErrors.Declined,
        PaymentStatus.UnknownMethod => PaymentErrors.UnknownMethod,
        PaymentStatus.Failed => PaymentErrors.Failed,
        PaymentStatus.Voiding or PaymentStatus.Voided => PaymentErrors.Voided,
        PaymentStatus.Pending => PaymentErrors.Unknown,
        _ => payment,
    };
}
