using Microsoft.EntityFrameworkCore;
using Roost.Postgres.UnitsOfWork;

namespace Shop.Webhooks.Receivers;

internal sealed class ReceiverRepository(WebhooksDb db, Sql<WebhooksModule> sql)
{
    public Task<Receiver?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.Receivers.AsNoTracking().SingleOrDefaultAsync(receiver => receiver.Id == id, cancellationToken);

    /// <summary>Those before the one with the given id, newest first. Walks the primary key (tenant_id, id) backwards.</summary>
    public async Task<IReadOnlyList<Receiver>> ListAsync(Guid? before, int take, CancellationToken cancellationToken)
    {
        var receivers = db.Receivers.AsNoTracking();
        if (before is { } id)
        {
            receivers = receivers.Where(receiver => receiver.Id < id);
        }

        return await receivers.OrderByDescending(receiver => receiver.Id).Take(take).ToListAsync(cancellationToken);
    }

    /// <summary>Adds one, unless the tenant has as many as it may.</summary>
    public async Task<bool> AddAsync(Receiver receiver, int limit, CancellationToken cancellationToken)
    {
        // Those who add at the same time do so one after another, or all of them would count the same.
        await sql.WriteAsync<int>(
            "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended('webhooks.receivers ' || current_setting('app.tenant'), 0))) l",
            cancellationToken: cancellationToken);
        if (await db.Receivers.CountAsync(cancellationToken) >= limit)
        {
            return false;
        }

        db.Add(receiver);
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>Deletes it, and its deliveries with it.</summary>
    public async Task<bool> DeleteAsync(Guid id, CancellationToken cancellationToken) =>
        await sql.ExecuteAsync("DELETE FROM webhooks.receivers WHERE id = @id", new { id }, cancellationToken) == 1;

    public async Task<bool> EnableAsync(Guid id, CancellationToken cancellationToken) => await sql.ExecuteAsync(
        "UPDATE webhooks.receivers SET disabled_at = NULL, disabled_reason = NULL WHERE id = @id", new { id }, cancellationToken) == 1;

    public Task DisableAsync(Guid id, string reason, DateTimeOffset now, CancellationToken cancellationToken) => sql.ExecuteAsync(
        "UPDATE webhooks.receivers SET disabled_at = @now, disabled_reason = @reason WHERE id = @id AND disabled_at IS NULL", new { id, reason, now }, cancellationToken);

    /// <summary>
    /// Gives it a new secret. One statement, so that of two who do so at once neither is told a secret that was never valid. While messages are signed with two,
    /// the older stays, for as long as it had: the newer may never have reached the receiver, which would then refuse all of them.
    /// </summary>
    /// <returns>Until when they are signed with the older, too; <see langword="null"/> if there is no such endpoint.</returns>
    public async Task<DateTimeOffset?> ChangeSecretAsync(Guid id, byte[] secret, DateTimeOffset now, DateTimeOffset previousUntil, CancellationToken cancellationToken) =>
        (await sql.WriteAsync<DateTime>(
            """
            UPDATE webhooks.receivers
            SET previous_secret = CASE WHEN previous_secret_until > @now THEN previous_secret ELSE secret END,
                previous_secret_until = CASE WHEN previous_secret_until > @now THEN previous_secret_until ELSE @previousUntil END,
                secret = @secret
            WHERE id = @id
            RETURNING previous_secret_until
            """,
            new { id, secret, now, previousUntil },
            cancellationToken)) is [var until] ? new DateTimeOffset(until) : null;
}
