using Roost.Postgres.UnitsOfWork;

namespace Shop.Payments.Ledger;

internal sealed class LedgerReader(Sql<PaymentsModule> sql)
{
    /// <summary>
    /// Entries before the one with the given id, newest first. Walks the primary key (tenant_id, id) backwards, the index (tenant_id, account, id), or
    /// finds a payment's by the indexes on a transaction's payment and an entry's transaction.
    /// </summary>
    public Task<IReadOnlyList<EntryResponse>> ListAsync(Guid? payment, string? account, Guid? before, int take, CancellationToken cancellationToken) => sql.QueryAsync(
        $"""
        SELECT e.id, e.transaction_id, t.kind, t.payment_id, e.account, e.currency, e.debit, e.credit, t.recorded_at, t.reason
        FROM payments.ledger_entries e JOIN payments.ledger_transactions t ON t.id = e.transaction_id
        WHERE true
            {(payment is null ? "" : "AND t.payment_id = @payment")}
            {(account is null ? "" : "AND e.account = @account")}
            {(before is null ? "" : "AND e.id < @before")}
        ORDER BY e.id DESC
        LIMIT @take
        """,
        new { payment, account, before, take },
        static row => new EntryResponse(
            row.GetGuid(0),
            row.GetGuid(1),
            Enum.Parse<LedgerKind>(row.GetString(2)),
            row.GetGuid(3),
            row.GetString(4),
            row.GetString(5),
            row.GetInt64(6),
            row.GetInt64(7),
            row.GetFieldValue<DateTimeOffset>(8),
            row.IsDBNull(9) ? null : row.GetString(9)),
        cancellationToken);

    /// <summary>All accounts that have entries, by account and currency. Reads the tenant's whole ledger.</summary>
    public Task<IReadOnlyList<AccountTotal>> TotalsAsync(CancellationToken cancellationToken) => sql.QueryAsync(
        "SELECT account, currency, sum(debit)::bigint, sum(credit)::bigint FROM payments.ledger_entries GROUP BY account, currency ORDER BY account, currency",
        null,
        static row => new AccountTotal(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3)),
        cancellationToken);
}
