using Microsoft.EntityFrameworkCore;
using Roost.Postgres.UnitsOfWork;
using Shop.Payments.Contracts;

namespace Shop.Payments.Refunds;

internal sealed class RefundRepository(PaymentsDb db, Sql<PaymentsModule> sql)
{
    public Task<Refund?> FindAsync(Guid paymentId, Guid operationId, CancellationToken cancellationToken) => db.Refunds.AsNoTracking()
        .SingleOrDefaultAsync(refund => refund.OperationId == operationId && refund.PaymentId == paymentId, cancellationToken);

    /// <summary>The refunds of a payment of which the provider has not been heard.</summary>
    public async Task<IReadOnlyList<Refund>> PendingAsync(Guid paymentId, CancellationToken cancellationToken) => await db.Refunds.AsNoTracking()
        .Where(refund => refund.PaymentId == paymentId && refund.Status == RefundStatus.Pending).OrderBy(refund => refund.Id).ToListAsync(cancellationToken);

    /// <summary>What was given back for orders. By the indexes on the order of payments, and on the payment of refunds.</summary>
    public Task<IReadOnlyList<RefundSnapshot>> OfOrdersAsync(IReadOnlyList<Guid> orderIds, CancellationToken cancellationToken) => sql.QueryAsync(
        """
        SELECT r.id, p.order_id, r.amount, p.currency
        FROM payments.payments p JOIN payments.refunds r ON r.payment_id = p.id
        WHERE p.order_id = ANY (@orderIds) AND r.status = 'Made'
        ORDER BY r.id
        """,
        new { orderIds = orderIds.ToArray() },
        static row => new RefundSnapshot(row.GetGuid(0), row.GetGuid(1), new(row.GetInt64(2), row.GetString(3))),
        cancellationToken);

    /// <summary>Takes an amount out of what is left of a payment, before anybody else can.</summary>
    /// <param name="paymentId">The payment.</param>
    /// <param name="amount">How much; <see langword="null"/> for all that is left.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <returns>How much it is; <see langword="null"/> if that much is not left.</returns>
    public async Task<long?> ReserveAsync(Guid paymentId, long? amount, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Only captured payments have something left. The row is locked before it is looked at, so what is seen still holds.
        var reserved = await sql.WriteAsync<long>(
            """
            WITH taken AS MATERIALIZED (
                SELECT tenant_id, id, COALESCE(@amount::bigint, captured - refunded) AS amount
                FROM payments.payments
                WHERE id = @paymentId AND captured - refunded >= GREATEST(COALESCE(@amount::bigint, 1), 1)
                FOR UPDATE)
            UPDATE payments.payments p
            SET refunded = p.refunded + t.amount,
                status = CASE WHEN p.refunded + t.amount = p.captured THEN 'Refunded' ELSE 'PartiallyRefunded' END,
                updated_at = @now,
                version = p.version + 1
            FROM taken t
            WHERE p.tenant_id = t.tenant_id AND p.id = t.id
            RETURNING t.amount
            """,
            new { paymentId, amount, now },
            cancellationToken);
        return reserved is [var taken] ? taken : null;
    }

    /// <summary>
    /// Remembers a refund; unless a refusal is final, also in the place of one of the same operation that was refused. <see langword="false"/> if there is another,
    /// and then the caller undoes the reservation.
    /// </summary>
    public async Task<bool> AddAsync(Refund refund, bool isRefusalFinal, CancellationToken cancellationToken) => await sql.ExecuteAsync(
        """
        INSERT INTO payments.refunds AS r (id, payment_id, operation_id, amount, reason, status, created_at, updated_at)
        VALUES (@Id, @PaymentId, @OperationId, @Amount, @Reason, 'Pending', @CreatedAt, @CreatedAt)
        ON CONFLICT (tenant_id, operation_id, payment_id) DO UPDATE SET
            -- Another name: under the old one the provider says again what it has said.
            id = excluded.id, amount = excluded.amount, reason = excluded.reason, status = 'Pending',
            created_at = excluded.created_at, updated_at = excluded.updated_at
        WHERE r.status = 'Refused' AND NOT @isRefusalFinal
        """,
        new { refund.Id, refund.PaymentId, refund.OperationId, refund.Amount, refund.Reason, refund.CreatedAt, isRefusalFinal },
        cancellationToken) == 1;

    /// <summary>
    /// Records that the provider has given the money back; <see langword="false"/> if that is known already. What was taken for refused meanwhile, by somebody who asked under the
    /// same key, is taken out of the payment again: the money has moved. If it was given back otherwise in between, that fails, and people have to look.
    /// </summary>
    public async Task<bool> ConfirmAsync(Refund refund, string? providerRefundId, DateTimeOffset now, CancellationToken cancellationToken) => await sql.WriteAsync<Guid>(
        """
        WITH known AS MATERIALIZED (
            SELECT tenant_id, id, payment_id, amount, status FROM payments.refunds WHERE id = @Id AND status IN ('Pending', 'Refused') FOR UPDATE),
        retaken AS (
            UPDATE payments.payments p
            SET refunded = p.refunded + k.amount,
                status = CASE WHEN p.refunded + k.amount = p.captured THEN 'Refunded' ELSE 'PartiallyRefunded' END,
                updated_at = @now,
                version = p.version + 1
            FROM known k
            WHERE k.status = 'Refused' AND p.tenant_id = k.tenant_id AND p.id = k.payment_id)
        UPDATE payments.refunds r SET status = 'Made', provider_refund_id = @providerRefundId, updated_at = @now
        FROM known k
        WHERE r.tenant_id = k.tenant_id AND r.id = k.id
        RETURNING r.id
        """,
        new { refund.Id, providerRefundId, now },
        cancellationToken) is [_];

    /// <summary>Records that the provider refuses, and lets the reserved amount go, once.</summary>
    public Task LetGoAsync(Refund refund, DateTimeOffset now, CancellationToken cancellationToken) => sql.ExecuteAsync(
        """
        WITH refused AS (
            UPDATE payments.refunds SET status = 'Refused', updated_at = @now
            WHERE id = @Id AND status = 'Pending'
            RETURNING tenant_id, payment_id, amount)
        UPDATE payments.payments p
        SET refunded = p.refunded - r.amount,
            status = CASE WHEN p.refunded = r.amount THEN 'Captured' ELSE 'PartiallyRefunded' END,
            updated_at = @now,
            version = p.version + 1
        FROM refused r
        WHERE p.tenant_id = r.tenant_id AND p.id = r.payment_id
        """,
        new { refund.Id, now },
        cancellationToken);
}
