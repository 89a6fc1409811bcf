using Microsoft.EntityFrameworkCore;
using Roost.Postgres.UnitsOfWork;

namespace Shop.Payments.Charges;

/// <summary>Payments are read by EF and written by conditional statements only, since a repetition may be at work on the same one.</summary>
internal sealed class PaymentRepository(PaymentsDb db, Sql<PaymentsModule> sql)
{
    public Task<Payment?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.Payments.AsNoTracking().SingleOrDefaultAsync(payment => payment.Id == id, cancellationToken);

    public Task<Payment?> FindByOperationAsync(Guid operationId, CancellationToken cancellationToken) =>
        db.Payments.AsNoTracking().SingleOrDefaultAsync(payment => payment.OperationId == operationId, cancellationToken);

    public async Task<IReadOnlyList<Payment>> OfOrderAsync(Guid orderId, CancellationToken cancellationToken) =>
        await db.Payments.AsNoTracking().Where(payment => payment.OrderId == orderId).OrderBy(payment => payment.Id).ToListAsync(cancellationToken);

    /// <summary>Remembers a payment; <see langword="false"/> if its operation is known already.</summary>
    public async Task<bool> AddAsync(Payment payment, CancellationToken cancellationToken) => await sql.ExecuteAsync(
        """
        INSERT INTO payments.payments
            (id, order_id, operation_id, amount, currency, method, status, authorized, captured, refunded, created_at, asked_at, updated_at, version)
        VALUES (@Id, @OrderId, @OperationId, @Amount, @Currency, @Method, @status, @Authorized, 0, 0, @CreatedAt, @CreatedAt, @CreatedAt, 1)
        ON CONFLICT (tenant_id, operation_id) DO NOTHING
        """,
        new
        {
            payment.Id,
            payment.OrderId,
            payment.OperationId,
            payment.Amount,
            payment.Currency,
            payment.Method,
            status = payment.Status.ToString(),
            payment.Authorized,
            payment.CreatedAt,
        },
        cancellationToken) == 1;

    /// <summary>Notes that the provider is about to be asked again.</summary>
    public Task MarkAskedAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) => sql.ExecuteAsync(
        "UPDATE payments.payments SET asked_at = @now WHERE id = @id AND status = 'Pending'", new { id, now }, cancellationToken);

    /// <summary>
    /// Records how a charge ended, unless that is known already. A capture is recorded even where the payment had
    /// been given up: money that was taken can be given back only if we know of it.
    /// </summary>
    /// <returns>Whether it was not known yet.</returns>
    public async Task<bool> RecordAsync(
        Guid id, PaymentStatus status, long captured, string? providerChargeId, DateTimeOffset now, CancellationToken cancellationToken) => await sql.ExecuteAsync(
        """
        UPDATE payments.payments
        SET status = @status, captured = @captured, provider_charge_id = @providerChargeId, updated_at = @now, version = version + 1
        WHERE id = @id AND (status = 'Pending' OR (status = 'Failed' AND @status = 'Captured'))
        """,
        new { id, status = status.ToString(), captured, providerChargeId, now },
        cancellationToken) == 1;
}
