namespace Shop.Faults.Tests.Laws;

/// <summary>The ledger is in balance, in each currency; nothing is held any more; and it says what the provider's statement says, movement by movement.</summary>
internal static class LedgerLaws
{
    public static async Task<IReadOnlyList<string>> BreachesAsync(IEvidence shop)
    {
        var breaches = await shop.LookAsync<string>(
            ["payments"],
            """
            SELECT 'Ledger: in ' || currency || ' ' || sum(debit) || ' are debited and ' || sum(credit) || ' credited' FROM payments.ledger_entries GROUP BY currency HAVING sum(debit) <> sum(credit)
            UNION ALL SELECT 'Ledger: ' || account || ' stands at ' || sum(debit - credit) || ' ' || currency || ', though nothing is held' FROM payments.ledger_entries
                WHERE account IN ('provider_holds', 'customer_holds') GROUP BY account, currency HAVING sum(debit) <> sum(credit)
            """);
        var ours = await shop.LookAsync<string>(
            ["payments"],
            """
            SELECT t.provider_key || ': ' || lower(t.kind) || ' ' || sum(e.debit) || ' ' || e.currency
            FROM payments.ledger_transactions t JOIN payments.ledger_entries e ON e.transaction_id = t.id
            -- A capture ends a hold as well; what crosses the line to the provider is what it is worth.
            WHERE e.account IN ('provider_receivable', 'provider_holds', 'customer_holds', 'refunds')
                AND (t.kind = 'Authorization' AND e.account = 'provider_holds' OR t.kind = 'Void' AND e.account = 'customer_holds'
                    OR t.kind = 'Capture' AND e.account = 'provider_receivable' OR t.kind = 'Refund' AND e.account = 'refunds')
            GROUP BY t.id, t.provider_key, t.kind, e.currency
            """);
        var theirs = (await shop.Sandbox.MovementsAsync()).Select(movement => $"{movement["idempotencyKey"]}: {movement["type"]} {movement["amount"]} {movement["currency"]}").ToList();
        return [.. breaches, .. ours.Except(theirs).Select(only => $"Ledger: only here, {only}"), .. theirs.Except(ours).Select(only => $"Ledger: only at the provider, {only}")];
    }
}
