namespace Shop.Tests.Ledger;

/// <summary>Statements that write to the ledger as the module's own code does, or as code might that is wrong.</summary>
internal static class Writing
{
    /// <summary>A payment that was authorised and has this much captured and given back, as its row says.</summary>
    public static (string Sql, object? Parameters) Payment(Guid id, long amount, long captured = 0, long refunded = 0, Guid? order = null) => (
        """
        INSERT INTO payments.payments (id, order_id, operation_id, amount, currency, method, status, authorized, captured, refunded, created_at, asked_at, updated_at, version)
        VALUES (@id, @order, @id, @amount, 'EUR', 'pm_ok', 'Captured', @amount, @captured, @refunded, now(), now(), now(), 1)
        """,
        new { id, order = order ?? id, amount, captured, refunded });

    public static (string Sql, object? Parameters) Transaction(Guid id, string kind, Guid payment, string? providerKey = null, Guid? reverses = null) => (
        """
        INSERT INTO payments.ledger_transactions (id, kind, payment_id, operation_id, provider_key, reverses, recorded_at)
        VALUES (@id, @kind, @payment, @id, @providerKey, @reverses, now())
        """,
        new { id, kind, payment, providerKey, reverses });

    public static (string Sql, object? Parameters) Entry(Guid transaction, string account, long debit, long credit, string currency = "EUR") => (
        """
        INSERT INTO payments.ledger_entries (id, transaction_id, account, currency, debit, credit)
        VALUES (@id, @transaction, @account, @currency, @debit, @credit)
        """,
        new { id = Guid.CreateVersion7(), transaction, account, currency, debit, credit });

    /// <summary>A capture with both its entries.</summary>
    public static (string Sql, object? Parameters)[] Capture(Guid id, Guid payment, long amount, string? providerKey = null) =>
        [Transaction(id, "Capture", payment, providerKey), Entry(id, "provider_receivable", amount, 0), Entry(id, "sales", 0, amount)];

    /// <summary>A refund with both its entries.</summary>
    public static (string Sql, object? Parameters)[] Refund(Guid id, Guid payment, long amount, string? providerKey = null) =>
        [Transaction(id, "Refund", payment, providerKey), Entry(id, "refunds", amount, 0), Entry(id, "provider_receivable", 0, amount)];

    /// <summary>The same as another transaction, the other way round.</summary>
    public static (string Sql, object? Parameters)[] Reversal(Guid id, Guid payment, Guid reverses) =>
    [
        Transaction(id, "Reversal", payment, reverses: reverses),
        (
            """
            INSERT INTO payments.ledger_entries (id, transaction_id, account, currency, debit, credit)
            SELECT gen_random_uuid(), @id, account, currency, credit, debit FROM payments.ledger_entries WHERE transaction_id = @reverses
            """,
            new { id, reverses }),
    ];
}
