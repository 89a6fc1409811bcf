using Dapper;
using Roost;
using Roost.Postgres.Embedded;
using Shop.Payments.Migrations;
using Shop.Tests.Payments;

namespace Shop.Tests.Ledger;

/// <summary>What the migration that makes the ledger finds there.</summary>
public sealed class OpeningTests(PaymentsHost host) : IClassFixture<PaymentsHost>
{
    private static readonly DateTimeOffset Charged = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_had_moved_before_there_was_a_ledger_is_in_it_from_the_beginning_for_every_shop()
    {
        Guid[] shops = [host.Tenant.Value, TenantId.New().Value];
        await host.LookAsync<int>(string.Concat(shops.Select(Past)), new { Charged });
        await using var owner = await host.OpenAsync(ClusterRole.Owner);
        await using var migration = await owner.BeginTransactionAsync();

        // As it was before the rules were there, which come last.
        await owner.ExecuteAsync("DROP TRIGGER in_balance ON payments.ledger_entries; DROP TRIGGER within_limits ON payments.ledger_transactions; DROP TRIGGER mirrors ON payments.ledger_transactions");
        foreach (var statement in LedgerRules.Unbound(LedgerRules.Opening))
        {
            await owner.ExecuteAsync(statement);
        }

        (await owner.QueryAsync<int>("SELECT count(*)::int FROM payments.ledger_entries")).ShouldBe([0], "Its owner is bound again.");
        foreach (var shop in shops)
        {
            await owner.ExecuteAsync("SELECT set_config('app.tenant', @shop::text, true)", new { shop });
            (await owner.QueryAsync<string>(
                """
                SELECT t.kind || ' ' || e.account || ' ' || e.debit || '/' || e.credit || ' ' || e.currency
                FROM payments.ledger_transactions t JOIN payments.ledger_entries e ON e.transaction_id = t.id ORDER BY e.id
                """)).ShouldBe(
                [
                    "Capture provider_receivable 1999/0 EUR", "Capture sales 0/1999 EUR",
                    "Refund refunds 300/0 EUR", "Refund provider_receivable 0/300 EUR",
                ]);
            (await owner.QueryAsync<DateTime>("SELECT recorded_at FROM payments.ledger_transactions ORDER BY id")).ShouldBe([Charged.UtcDateTime, Charged.AddDays(1).UtcDateTime]);
            (await owner.QueryAsync<bool>(
                "SELECT t.provider_key = CASE t.kind WHEN 'Capture' THEN p.operation_id::text ELSE 'refund-' || t.operation_id END FROM payments.ledger_transactions t JOIN payments.payments p ON p.id = t.payment_id"))
                .ShouldBe([true, true]);
        }
    }

    /// <summary>A charge with a refund that was made and one of which nobody has heard, and a charge that was declined.</summary>
    private static string Past(Guid shop) =>
        $"""
        INSERT INTO payments.payments (tenant_id, id, order_id, operation_id, amount, currency, method, status, captured, refunded, created_at, asked_at, updated_at, version)
        SELECT '{shop}', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1999, 'EUR', 'pm_ok', s.status, s.captured, s.refunded, @Charged, @Charged, @Charged, 1
        FROM (VALUES ('PartiallyRefunded', 1999, 500), ('Declined', 0, 0)) s (status, captured, refunded);
        INSERT INTO payments.refunds (tenant_id, id, payment_id, operation_id, amount, reason, status, created_at, updated_at)
        SELECT '{shop}', gen_random_uuid(), p.id, gen_random_uuid(), r.amount, 'Scratched.', r.status, @Charged, @Charged + interval '1 day'
        FROM payments.payments p, (VALUES ('Made', 300), ('Pending', 200)) r (status, amount) WHERE p.tenant_id = '{shop}' AND p.captured > 0;

        """;
}
