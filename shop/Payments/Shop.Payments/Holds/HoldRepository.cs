using Roost.Postgres.UnitsOfWork;
using Shop.Payments.Charges;
using Shop.Payments.Ledger;
using Shop.Payments.Provider;

namespace Shop.Payments.Holds;

/// <summary>
/// Moves two-step payments from state to state by conditional statements, so that of two that race one wins, and the other reads what it did. The row's
/// CHECK stands under them: what is captured is at most what is authorised, and a payment that was undone has nothing authorised.
/// </summary>
internal sealed class HoldRepository(Sql<PaymentsModule> sql, LedgerRepository ledger, TimeProvider time)
{
    private static readonly string Learn = LedgerRepository.Recorded(
        """
        UPDATE payments.payments
        SET status = CASE status WHEN 'Pending' THEN 'Authorized' ELSE 'Voiding' END,
            provider_charge_id = @chargeId, authorized = @amount, updated_at = @now, version = version + 1
        WHERE id = @PaymentId AND provider_charge_id IS NULL AND status IN ('Pending', 'Voiding', 'Voided', 'Failed')
        RETURNING status
        """);

    private static readonly string Capture = LedgerRepository.Recorded(
        """
        UPDATE payments.payments
        SET status = 'Captured', captured = @amount, capture_operation_id = COALESCE(capture_operation_id, @captureOperationId),
            capture_amount = @amount, updated_at = @now, version = version + 1
        WHERE id = @PaymentId AND status IN ('Authorized', 'Capturing', 'Voiding')
        RETURNING id
        """);

    /// <summary>Remembers that an authorisation was undone before it came; <see langword="false"/> if it has come.</summary>
    public async Task<bool> AddTombstoneAsync(Guid authorizationId, Guid orderId, Guid voidOperationId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // Waits for an authorisation of the same name that is being written down, and then finds its row.
        return await sql.ExecuteAsync(
            """
            INSERT INTO payments.payments
                (id, order_id, operation_id, amount, currency, method, status, authorized, captured, refunded, void_operation_id, created_at, asked_at, updated_at, version)
            VALUES (@id, @orderId, @authorizationId, 0, @currency, '', 'Voided', 0, 0, 0, @voidOperationId, @now, @now, @now, 1)
            ON CONFLICT (tenant_id, operation_id) DO NOTHING
            """,
            new { id = Guid.CreateVersion7(now), orderId, authorizationId, currency = Payment.NoCurrency, voidOperationId, now },
            cancellationToken) == 1;
    }

    /// <summary>Records what the provider holds, and that in the ledger, unless it is known already.</summary>
    /// <returns>Where the payment stands then: authorised, or to be voided if it is not wanted any more; <see langword="null"/> if it was known.</returns>
    public async Task<PaymentStatus?> LearnAsync(Posting posting, ProviderCharge charge, CancellationToken cancellationToken) =>
        await ledger.MoveAsync<string>(Learn, posting, new(charge.Amount, charge.Id, null), cancellationToken) is [var status] ? Enum.Parse<PaymentStatus>(status) : null;

    /// <summary>Closes a payment to everything but a capture, before the provider is asked for it. Where nothing is to be paid it is captured at once.</summary>
    /// <returns>Where it stands then, and how much is to be captured; <see langword="null"/> if it was not to be closed like that.</returns>
    public async Task<(PaymentStatus Status, long Amount)?> BeginCaptureAsync(Guid id, Guid operationId, long? amount, CancellationToken cancellationToken)
    {
        var begun = await sql.WriteAsync(
            """
            UPDATE payments.payments
            SET status = CASE amount WHEN 0 THEN 'Captured' ELSE 'Capturing' END,
                capture_operation_id = @operationId, capture_amount = COALESCE(@amount::bigint, authorized), updated_at = @now, version = version + 1
            WHERE id = @id AND status = 'Authorized' AND COALESCE(@amount::bigint, authorized) <= authorized
            RETURNING status, capture_amount
            """,
            new { id, operationId, amount, now = time.GetUtcNow() },
            static row => (Enum.Parse<PaymentStatus>(row.GetString(0)), row.GetInt64(1)),
            cancellationToken);
        return begun is [var closed] ? closed : null;
    }

    /// <summary>
    /// Records that the provider has taken what it held, and that in the ledger, also where that was given up or the payment is being undone;
    /// <see langword="false"/> if that is known already.
    /// </summary>
    public async Task<bool> RecordCaptureAsync(Posting posting, Guid? operationId, long captured, CancellationToken cancellationToken) =>
        await ledger.MoveAsync<Guid>(Capture, posting, new(captured, null, operationId), cancellationToken) is [_];

    /// <summary>Records that the provider does not capture and still holds the amount, so that the payment can be undone.</summary>
    public Task GiveUpCaptureAsync(Guid id, CancellationToken cancellationToken) => sql.ExecuteAsync(
        """
        UPDATE payments.payments SET status = 'Authorized', capture_operation_id = NULL, capture_amount = NULL, updated_at = @now, version = version + 1
        WHERE id = @id AND status = 'Capturing'
        """,
        new { id, now = time.GetUtcNow() },
        cancellationToken);

    /// <summary>Closes a payment to authorisation and capture, for good. Where nothing was to be paid, it is undone by that.</summary>
    public Task CloseAsync(Guid id, Guid operationId, CancellationToken cancellationToken) => sql.ExecuteAsync(
        """
        UPDATE payments.payments
        SET status = CASE amount WHEN 0 THEN 'Voided' ELSE 'Voiding' END, void_operation_id = @operationId, updated_at = @now, version = version + 1
        WHERE id = @id AND status IN ('Pending', 'Authorized', 'Capturing')
        """,
        new { id, operationId, now = time.GetUtcNow() },
        cancellationToken);

    /// <summary>Records that the provider holds nothing for a payment any more.</summary>
    /// <returns>What it had held; <see langword="null"/> if that is known already.</returns>
    public async Task<long?> RecordVoidAsync(Guid id, CancellationToken cancellationToken)
    {
        var voided = await sql.WriteAsync<long>(
            """
            WITH held AS MATERIALIZED (
                SELECT tenant_id, id, authorized FROM payments.payments WHERE id = @id AND status IN ('Voiding', 'Capturing') FOR UPDATE)
            UPDATE payments.payments p SET status = 'Voided', authorized = 0, updated_at = @now, version = p.version + 1
            FROM held h
            WHERE p.tenant_id = h.tenant_id AND p.id = h.id
            RETURNING h.authorized
            """,
            new { id, now = time.GetUtcNow() },
            cancellationToken);
        return voided is [var held] ? held : null;
    }
}
