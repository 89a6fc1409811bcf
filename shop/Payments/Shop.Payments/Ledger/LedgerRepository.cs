using Roost.Postgres.UnitsOfWork;

namespace Shop.Payments.Ledger;

/// <summary>Adds to the ledger, in the transaction that changes the payment: both are there, or neither.</summary>
internal sealed class LedgerRepository(Sql<PaymentsModule> sql, TimeProvider time)
{
    private const string Parts =
        """
        recorded AS (
            INSERT INTO payments.ledger_transactions (id, kind, payment_id, operation_id, provider_key, recorded_at)
            SELECT @id, @kind, @PaymentId, @OperationId, @ProviderKey, @now FROM moved),
        entered AS (
            INSERT INTO payments.ledger_entries (id, transaction_id, account, currency, debit, credit)
            SELECT l.id, @id, l.account, @Currency, l.debit, l.credit FROM unnest(@ids, @accounts, @debits, @credits) l (id, account, debit, credit) CROSS JOIN moved)
        """;

    private static readonly string Add = Recorded("SELECT 1");

    /// <summary>Makes one statement of a change of a payment and its record: where nothing was changed nothing is recorded.</summary>
    /// <param name="change">A statement that gives a row if it has changed something. It may use <c>@PaymentId</c>, <c>@now</c>, <c>@amount</c>, <c>@chargeId</c> and <c>@captureOperationId</c>.</param>
    public static string Recorded(string change) => $"WITH moved AS ({change}),\n{Parts}\nSELECT * FROM moved";

    public Task AddAsync(Posting posting, CancellationToken cancellationToken) => MoveAsync<int>(Add, posting, default, cancellationToken);

    /// <summary>Changes a payment and records that.</summary>
    /// <param name="change">What <see cref="Recorded"/> made.</param>
    /// <param name="posting">What is recorded.</param>
    /// <param name="values">What the change is told.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <returns>What the change gave; no row if it changed nothing.</returns>
    public Task<IReadOnlyList<T>> MoveAsync<T>(string change, Posting posting, ChangeValues values, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return sql.WriteAsync(
            change,
            new
            {
                id = Guid.CreateVersion7(now),
                kind = posting.Kind.ToString(),
                posting.PaymentId,
                posting.OperationId,
                posting.ProviderKey,
                posting.Currency,
                now,
                ids = posting.Lines.SelectMany(_ => new[] { Guid.CreateVersion7(now), Guid.CreateVersion7(now) }).ToArray(),
                accounts = posting.Lines.SelectMany(line => new[] { line.Debit, line.Credit }).ToArray(),
                debits = posting.Lines.SelectMany(line => new[] { line.Amount, 0 }).ToArray(),
                credits = posting.Lines.SelectMany(line => new[] { 0, line.Amount }).ToArray(),
                amount = values.Amount,
                chargeId = values.ProviderChargeId,
                captureOperationId = values.CaptureOperationId,
            },
            static row => row.GetFieldValue<T>(0),
            cancellationToken);
    }
}
