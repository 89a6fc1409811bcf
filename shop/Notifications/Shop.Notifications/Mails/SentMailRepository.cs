using Microsoft.EntityFrameworkCore;
using Roost.Postgres.UnitsOfWork;

namespace Shop.Notifications.Mails;

internal sealed class SentMailRepository(NotificationsDb db, Sql<NotificationsModule> sql)
{
    public Task<bool> IsSentAsync(Guid operationId, CancellationToken cancellationToken) =>
        db.SentMails.AnyAsync(mail => mail.OperationId == operationId && mail.SentAt != null, cancellationToken);

    /// <summary>Takes a mail to send it, if nobody has sent it and nobody is about to.</summary>
    /// <returns>When it was first taken; <see langword="null"/> if somebody else has it.</returns>
    public async Task<DateTimeOffset?> ClaimAsync(SentMail mail, CancellationToken cancellationToken)
    {
        var taken = await sql.WriteAsync<DateTime>(
            """
            INSERT INTO notifications.sent_mails AS m (id, operation_id, kind, recipient_id, created_at, claimed_until)
            VALUES (@Id, @OperationId, @Kind, @RecipientId, @CreatedAt, @ClaimedUntil)
            ON CONFLICT (tenant_id, operation_id) DO UPDATE SET claimed_until = EXCLUDED.claimed_until
            WHERE m.sent_at IS NULL AND m.claimed_until <= EXCLUDED.created_at
            RETURNING created_at
            """,
            new { mail.Id, mail.OperationId, mail.Kind, mail.RecipientId, mail.CreatedAt, mail.ClaimedUntil },
            cancellationToken);
        return taken is [var created] ? new DateTimeOffset(created, TimeSpan.Zero) : null;
    }

    /// <summary>Records that a mail has left.</summary>
    public Task MarkSentAsync(Guid operationId, DateTimeOffset now, CancellationToken cancellationToken) => sql.ExecuteAsync(
        "UPDATE notifications.sent_mails SET sent_at = @now WHERE operation_id = @operationId AND sent_at IS NULL",
        new { operationId, now },
        cancellationToken);

    /// <summary>Lets a mail that could not be sent go to whoever tries next, unless its claim ran out and somebody else does already.</summary>
    public Task ReleaseAsync(SentMail claim, DateTimeOffset now, CancellationToken cancellationToken) => sql.ExecuteAsync(
        "UPDATE notifications.sent_mails SET claimed_until = @now WHERE operation_id = @OperationId AND sent_at IS NULL AND claimed_until = @ClaimedUntil",
        new { claim.OperationId, claim.ClaimedUntil, now },
        cancellationToken);
}
