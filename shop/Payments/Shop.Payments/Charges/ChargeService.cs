using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost;
using Roost.Operations;
using Shop.Payments.Contracts;
using Shop.Payments.Provider;

namespace Shop.Payments.Charges;

/// <summary>
/// Charges once an operation. The payment is on record before the provider hears of it, and what the provider says is on record before the
/// caller hears of it, so whatever is cut off in between is picked up by the next call under the same operation id.
/// </summary>
internal sealed class ChargeService(
    PaymentRepository payments,
    IPaymentProvider provider,
    ProviderTries tries,
    Operation operation,
    IOptions<PaymentsOptions> options,
    TimeProvider time,
    ILogger<ChargeService> logger)
{
    private static readonly TimeSpan LeastQuiet = TimeSpan.FromMinutes(2);

    public async Task<Result<Payment>> ChargeAsync(ChargePayment request, CancellationToken cancellationToken)
    {
        var isQuiet = false;
        if (await payments.FindByOperationAsync(request.OperationId, cancellationToken) is not { } payment)
        {
            isQuiet = await payments.AddAsync(Create(request), cancellationToken);
            await operation.CommitAsync(cancellationToken);
            payment = (await payments.FindByOperationAsync(request.OperationId, cancellationToken))!;
        }
        else if (payment.Status == PaymentStatus.Pending)
        {
            isQuiet = IsQuiet(payment);
            await payments.MarkAskedAsync(payment.Id, time.GetUtcNow(), cancellationToken);
            await operation.CommitAsync(cancellationToken);
        }

        if (!payment.Answers(request))
        {
            return PaymentErrors.OperationReused;
        }

        return payment.Status == PaymentStatus.Pending
            ? await AskAsync(payment, isQuiet, cancellationToken)
            : OutcomeOf(payment);
    }

    /// <summary>Finds out what became of a payment that is pending, without asking for a charge.</summary>
    public async Task<Result<Payment>> SettleAsync(Payment payment, CancellationToken cancellationToken) =>
        await VerdictByLookUpAsync(payment, IsQuiet(payment), cancellationToken);

    private async Task<Result<Payment>> AskAsync(Payment payment, bool isQuiet, CancellationToken cancellationToken)
    {
        var order = new ChargeOrder(KeyOf(payment), new(payment.Amount, payment.Currency), payment.Method, $"{payment.OrderId:D}");
        var outcome = await tries.RunAsync(order.Key, token => provider.ChargeAsync(order, token), cancellationToken);
        if (outcome.Last is { Kind: AnswerKind.Done, Value: { } charge })
        {
            return await RecordAsync(payment, StatusOf(charge), charge);
        }

        if (isQuiet && outcome is { Last.Kind: AnswerKind.UnknownMethod, MayStillAct: false })
        {
            return await RecordAsync(payment, PaymentStatus.UnknownMethod);
        }

        if (isQuiet && outcome.ReachedNobody)
        {
            return await RecordAsync(payment, PaymentStatus.Failed);
        }

        return await VerdictByLookUpAsync(payment, isQuiet && !outcome.MayStillAct, cancellationToken);
    }

    private async Task<Result<Payment>> VerdictByLookUpAsync(Payment payment, bool isQuiet, CancellationToken cancellationToken)
    {
        var found = await provider.FindAsync(KeyOf(payment), cancellationToken);
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
        await payments.RecordAsync(payment.Id, status, charge?.Captured ?? 0, charge?.Id, time.GetUtcNow(), CancellationToken.None);
        await operation.CommitAsync(CancellationToken.None);
        return OutcomeOf((await payments.FindAsync(payment.Id, CancellationToken.None))!);
    }

    private Payment Create(ChargePayment request)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Id = Guid.CreateVersion7(now),
            OrderId = request.OrderId,
            OperationId = request.OperationId,
            Amount = request.Amount.Amount,
            Currency = request.Amount.Currency,
            Method = request.Method,
            // There is nothing to ask the provider for where nothing is to be paid.
            Status = request.Amount.Amount == 0 ? PaymentStatus.Captured : PaymentStatus.Pending,
            CreatedAt = now,
            AskedAt = now,
            UpdatedAt = now,
        };
    }

    /// <summary>
    /// Whether the provider acts on no call any more that was cut off: far above what anything in between waits, and above the three tries that
    /// a call makes, with the pauses between them.
    /// </summary>
    private bool IsQuiet(Payment payment)
    {
        var tries = 4 * options.Value.TryTimeout;
        return payment.AskedAt + (tries > LeastQuiet ? tries : LeastQuiet) < time.GetUtcNow();
    }

    private static string KeyOf(Payment payment) => $"{payment.OperationId:D}";

    private static PaymentStatus StatusOf(ProviderCharge charge) => charge.Captured == 0 ? PaymentStatus.Declined : PaymentStatus.Captured;

    private static Result<Payment> OutcomeOf(Payment payment) => payment.Status switch
    {
        PaymentStatus.Declined => PaymentErrors.Declined,
        PaymentStatus.UnknownMethod => PaymentErrors.UnknownMethod,
        PaymentStatus.Failed => PaymentErrors.Failed,
        PaymentStatus.Pending => PaymentErrors.Unknown,
        _ => payment,
    };
}
