using Microsoft.EntityFrameworkCore;
using Roost.Postgres.UnitsOfWork;

namespace Shop.Payments.Reconciliation;

internal sealed class DifferenceRepository(PaymentsDb db, Sql<PaymentsModule> sql)
{
    /// <summary>The differences before the one with the given id, newest first. Walks the primary key (tenant_id, id) backwards.</summary>
    public async Task<IReadOnlyList<LedgerDifference>> ListAsync(bool resolved, Guid? before, int take, CancellationToken cancellationToken)
    {
        var found = db.LedgerDifferences.AsNoTracking().Where(difference => resolved == (difference.ResolvedAt != null));
        if (before is { } id)
        {
            found = found.Where(difference => difference.Id < id);
        }

        return await found.OrderByDescending(difference => difference.Id).Take(take).ToListAsync(cancellationToken);
    }

    /// <summary>Writes differences down. One that is known already stays what it is, with what is known of it now.</summary>
    /// <returns>The kinds of those that are new, or there again.</returns>
    public async Task<IReadOnlyList<DifferenceKind>> AddAsync(IReadOnlyList<LedgerDifference> differences, CancellationToken cancellationToken)
    {
        if (differences.Count == 0)
        {
            return [];
        }

        var added = await sql.WriteAsync<string>(
            """
            WITH found AS (
                SELECT * FROM unnest(@ids, @kinds, @keys, @types, @charges, @currencies, @here, @there, @occurredAt)
                    n (id, kind, provider_key, type, provider_charge_id, currency, ledger_amount, provider_amount, occurred_at)),
            known AS MATERIALIZED (SELECT provider_key FROM payments.ledger_differences WHERE provider_key = ANY (@keys) AND resolved_at IS NULL),
            written AS (
                INSERT INTO payments.ledger_differences AS d
                    (id, kind, provider_key, type, provider_charge_id, currency, ledger_amount, provider_amount, occurred_at, found_at)
                SELECT f.*, @now FROM found f ORDER BY f.provider_key
                ON CONFLICT (tenant_id, provider_key) DO UPDATE SET
                    kind = excluded.kind, type = excluded.type, provider_charge_id = excluded.provider_charge_id, currency = excluded.currency,
                    ledger_amount = excluded.ledger_amount, provider_amount = excluded.provider_amount,
                    found_at = CASE WHEN d.resolved_at IS NULL THEN d.found_at ELSE excluded.found_at END, resolved_at = NULL
                RETURNING kind, provider_key)
            SELECT kind FROM written WHERE provider_key NOT IN (SELECT provider_key FROM known)
            """,
            new
            {
                ids = differences.Select(difference => difference.Id).ToArray(),
                kinds = differences.Select(difference => difference.Kind.ToString()).ToArray(),
                keys = differences.Select(difference => difference.ProviderKey).ToArray(),
                types = differences.Select(difference => difference.Type).ToArray(),
                charges = differences.Select(difference => difference.ProviderChargeId).ToArray(),
                currencies = differences.Select(difference => difference.Currency).ToArray(),
                here = differences.Select(difference => difference.LedgerAmount).ToArray(),
                there = differences.Select(difference => difference.ProviderAmount).ToArray(),
                occurredAt = differences.Select(difference => difference.OccurredAt.ToUniversalTime()).ToArray(),
                now = differences[0].FoundAt,
            },
            cancellationToken);
        return [.. added.Select(Enum.Parse<DifferenceKind>)];
    }

    /// <summary>
    /// Marks as gone what was found in a span of time before and was not found again in it; and of other times what the ledger has learned of, or has reversed.
    /// </summary>
    public Task<int> ResolveAsync(
        DateTimeOffset from, DateTimeOffset to, IReadOnlyCollection<string> stillThere, DateTimeOffset now, CancellationToken cancellationToken) => sql.ExecuteAsync(
        """
        UPDATE payments.ledger_differences d SET resolved_at = @now
        WHERE d.resolved_at IS NULL AND d.provider_key <> ALL (@stillThere) AND (
            d.occurred_at >= @from AND d.occurred_at < @to
            OR d.kind <> 'AmountDiffers' AND (d.kind = 'MissingHere') = EXISTS (
                SELECT FROM payments.ledger_transactions t
                WHERE t.provider_key = d.provider_key AND NOT EXISTS (SELECT FROM payments.ledger_transactions r WHERE r.reverses = t.id)))
        """,
        new { from, to, stillThere = stillThere.ToArray(), now },
        cancellationToken);
}
