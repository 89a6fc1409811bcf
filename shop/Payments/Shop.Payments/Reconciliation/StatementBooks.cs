using Roost.Postgres.UnitsOfWork;
using Shop.Payments.Ledger;
using Shop.Payments.Provider;

namespace Shop.Payments.Reconciliation;

/// <summary>What our books say of movements on the provider's statement.</summary>
internal sealed class StatementBooks(Sql<PaymentsModule> sql, ProviderKeys keys)
{
    // What crosses the line to the provider in a transaction of each kind; the other entries are ours.
    private const string Recorded =
        """
        SELECT t.provider_key, t.kind, t.recorded_at, max(e.currency),
            sum(CASE WHEN t.kind IN ('Authorization', 'Void') THEN CASE e.account WHEN 'provider_holds' THEN e.debit + e.credit ELSE 0 END
                ELSE CASE e.account WHEN 'provider_receivable' THEN e.debit + e.credit ELSE 0 END END)::bigint
        FROM payments.ledger_transactions t JOIN payments.ledger_entries e ON e.transaction_id = t.id
        -- What was reversed is as if it had never been.
        WHERE NOT EXISTS (SELECT FROM payments.ledger_transactions r WHERE r.reverses = t.id)
        """;

    /// <summary>
    /// The movements that are this shop's, of a statement that is all shops': those whose key says so, and those of its orders and charges. By the indexes on a
    /// payment's order and on its charge.
    /// </summary>
    public async Task<IReadOnlyList<ProviderMovement>> OwnAsync(IReadOnlyList<ProviderMovement> movements, CancellationToken cancellationToken)
    {
        var unmarked = movements.Where(movement => !movement.Key.Contains(keys.Mark, StringComparison.Ordinal)).ToList();
        var known = await sql.QueryAsync<string>(
            """
            SELECT order_id::text FROM payments.payments WHERE order_id = ANY (@orders)
            UNION ALL SELECT provider_charge_id FROM payments.payments WHERE provider_charge_id = ANY (@charges)
            """,
            new
            {
                orders = unmarked.Select(movement => Guid.TryParse(movement.Reference, out var order) ? order : Guid.Empty).Distinct().ToArray(),
                charges = unmarked.Select(movement => movement.ChargeId).Distinct().ToArray(),
            },
            cancellationToken);
        var ours = known.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. movements.Where(movement =>
            movement.Key.Contains(keys.Mark, StringComparison.Ordinal) || ours.Contains(movement.Reference) || ours.Contains(movement.ChargeId))];
    }

    /// <summary>The transactions of the ledger behind keys. By the unique index on them.</summary>
    public async Task<IReadOnlyDictionary<string, RecordedMovement>> FindAsync(IReadOnlyCollection<string> providerKeys, CancellationToken cancellationToken) =>
        (await sql.QueryAsync($"{Recorded} AND t.provider_key = ANY (@keys) GROUP BY t.id, t.provider_key, t.kind, t.recorded_at", new { keys = providerKeys.ToArray() }, Read, cancellationToken))
        .ToDictionary(recorded => recorded.ProviderKey);

    /// <summary>The transactions of which the provider must know that were recorded in a span of time. By the index on that time.</summary>
    public Task<IReadOnlyList<RecordedMovement>> OfAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => sql.QueryAsync(
        $"{Recorded} AND t.recorded_at >= @from AND t.recorded_at < @to AND t.provider_key IS NOT NULL GROUP BY t.id, t.provider_key, t.kind, t.recorded_at",
        new { from, to },
        Read,
        cancellationToken);

    private static RecordedMovement Read(Npgsql.NpgsqlDataReader row) =>
        new(row.GetString(0), Enum.Parse<LedgerKind>(row.GetString(1)), row.GetInt64(4), row.GetString(3), row.GetFieldValue<DateTimeOffset>(2));
}
