using Roost.Postgres.UnitsOfWork;

namespace Shop.Payments.Ledger;

/// <summary>Adds to the ledger, in the transaction that changes the payment: both are there, or neither.</summary>
internal sealed class LedgerRepository(Sql<PaymentsModule> sql, TimeProvider time)
{
    public Task AddAsync(Posting posting, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return sql.ExecuteAsync(
            """
            WITH recorded AS (
                INSERT INTO payments.ledger_transactions (id, kind, payment_id, operation_id, provider_key, recorded_at)
                VALUES (@id, @kind, @PaymentId, @OperationId, @ProviderKey, @now))
            INSERT INTO payments.ledger_entries (id, transaction_id, account, currency, debit, credit)
            SELECT l.id, @id, l.account, @Currency, l.debit, l.credit FROM unnest(@ids, @accounts, @debits, @credits) l (id, account, debit, credit)
            """,
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
            },
            cancellationToken);
    }
}
