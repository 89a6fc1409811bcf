using Microsoft.EntityFrameworkCore;
using Roost.Postgres.UnitsOfWork;

namespace Shop.Webhooks.Deliveries;

internal sealed class DeliveryRepository(WebhooksDb db, Sql<WebhooksModule> sql)
{
    public Task<Delivery?> FindPendingAsync(Guid id, CancellationToken cancellationToken) => db.Deliveries.Include(delivery => delivery.Receiver)
        .SingleOrDefaultAsync(delivery => delivery.Id == id && delivery.Status == DeliveryStatus.Pending, cancellationToken);

    public Task<Delivery?> FindAsync(Guid receiverId, Guid id, CancellationToken cancellationToken) =>
        db.Deliveries.AsNoTracking().Include(delivery => delivery.Attempts.OrderBy(attempt => attempt.Id))
            .SingleOrDefaultAsync(delivery => delivery.Id == id && delivery.ReceiverId == receiverId, cancellationToken);

    /// <summary>An endpoint's deliveries before the one with the given id, newest first. Walks the index (tenant_id, receiver_id, id) backwards.</summary>
    public async Task<IReadOnlyList<Delivery>> ListAsync(Guid receiverId, Guid? before, int take, CancellationToken cancellationToken)
    {
        var deliveries = db.Deliveries.AsNoTracking().Where(delivery => delivery.ReceiverId == receiverId);
        if (before is { } id)
        {
            deliveries = deliveries.Where(delivery => delivery.Id < id);
        }

        return await deliveries.OrderByDescending(delivery => delivery.Id).Take(take)
            .Include(delivery => delivery.Attempts.OrderBy(attempt => attempt.Id)).ToListAsync(cancellationToken);
    }

    /// <summary>The enabled endpoints that asked for a type before something happened. A tenant has few, and they are read as they lie.</summary>
    public async Task<IReadOnlyList<Guid>> ReceiversOfAsync(string type, DateTimeOffset occurredAt, CancellationToken cancellationToken) => await db.Receivers
        .Where(receiver => receiver.DisabledAt == null && receiver.CreatedAt <= occurredAt && receiver.EventTypes.Contains(type)).Select(receiver => receiver.Id).ToListAsync(cancellationToken);

    /// <summary>Adds a message to endpoints that are still there and enabled, once each.</summary>
    /// <returns>The deliveries that were added.</returns>
    public Task<IReadOnlyList<Guid>> AddAsync(
        IReadOnlyList<Guid> receivers, Guid messageId, string type, string body, DateTimeOffset now, CancellationToken cancellationToken) => sql.WriteAsync<Guid>(
        """
        INSERT INTO webhooks.deliveries (id, receiver_id, message_id, type, body, status, created_at)
        SELECT n.id, n.receiver_id, @messageId, @type, @body, 'Pending', @now
        FROM unnest(@ids, @receiverIds) n (id, receiver_id)
        -- Nobody deletes the endpoint before its delivery is there to go with it.
        JOIN (SELECT id FROM webhooks.receivers WHERE id = ANY (@receiverIds) AND disabled_at IS NULL FOR KEY SHARE) r ON r.id = n.receiver_id
        ON CONFLICT (tenant_id, receiver_id, message_id) DO NOTHING
        RETURNING id
        """,
        new { ids = receivers.Select(_ => Guid.CreateVersion7(now)).ToArray(), receiverIds = receivers.ToArray(), messageId, type, body, now },
        cancellationToken);

    /// <summary>Opens a delivery anew.</summary>
    public async Task<bool> ReopenAsync(Guid receiverId, Guid id, CancellationToken cancellationToken) => await sql.ExecuteAsync(
        "UPDATE webhooks.deliveries SET status = 'Pending', reason = NULL, ended_at = NULL WHERE id = @id AND receiver_id = @receiverId",
        new { id, receiverId },
        cancellationToken) == 1;

    /// <summary>Throws away deliveries that ended before a moment, with their attempts. None that did was made later: by the primary key (tenant_id, id), whose ids hold the time.</summary>
    /// <returns>How many went.</returns>
    public Task<int> DropAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) => sql.ExecuteAsync(
        "DELETE FROM webhooks.deliveries WHERE id IN (SELECT id FROM webhooks.deliveries WHERE id < @latest AND ended_at < @before ORDER BY id LIMIT @most FOR UPDATE SKIP LOCKED)",
        new { before, latest = Guid.CreateVersion7(before), most },
        cancellationToken);

    /// <summary>Adds an attempt with the next <see cref="SaveAsync"/>.</summary>
    public void Add(Attempt attempt) => db.Add(attempt);

    public Task SaveAsync(CancellationToken cancellationToken) => db.SaveChangesAsync(cancellationToken);
}
