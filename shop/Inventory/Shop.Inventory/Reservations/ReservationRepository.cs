using Roost.Postgres.UnitsOfWork;
using Shop.Inventory.Contracts;

namespace Shop.Inventory.Reservations;

internal sealed class ReservationRepository(Sql<InventoryModule> sql)
{
    /// <summary>Remembers an operation and puts its stock aside, in one statement: the stock last, because from there on other buyers of the same product wait.</summary>
    /// <returns>Whether the operation is new, and how many of its lines could be had. If not all, the caller undoes it.</returns>
    public async Task<(bool IsNew, int Taken)> ReserveAsync(ReserveStock request, DateTimeOffset now, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        // Waits for a concurrent repetition of the same operation, and then adds nothing. Stocks are locked in the order of their key, so that two
        // baskets with the same products cannot wait for each other; and counting the lines has all of them written before that.
        var reserved = await sql.WriteAsync(
            """
            WITH added AS (
                INSERT INTO inventory.reservations (id, state, created_at, expires_at) VALUES (@OperationId, 'Held', @now, @expiresAt)
                ON CONFLICT (tenant_id, id) DO NOTHING
                RETURNING id),
            lines AS (
                INSERT INTO inventory.reservation_lines (reservation_id, product_id, quantity)
                SELECT @OperationId, w.* FROM unnest(@products, @quantities) w WHERE EXISTS (SELECT FROM added)
                RETURNING product_id),
            wanted AS MATERIALIZED (
                SELECT s.tenant_id, s.product_id, w.quantity
                FROM inventory.stocks s JOIN unnest(@products, @quantities) AS w (product_id, quantity) USING (product_id)
                WHERE s.available >= w.quantity AND (SELECT count(*) FROM lines) > 0
                ORDER BY s.product_id
                FOR UPDATE OF s),
            taken AS (
                UPDATE inventory.stocks s SET available = s.available - w.quantity, reserved = s.reserved + w.quantity
                FROM wanted w
                WHERE s.tenant_id = w.tenant_id AND s.product_id = w.product_id AND s.available >= w.quantity
                RETURNING s.product_id)
            SELECT EXISTS (SELECT FROM added), (SELECT count(*)::int FROM taken)
            """,
            new
            {
                request.OperationId,
                now,
                expiresAt,
                products = request.Lines.Select(line => line.ProductId).ToArray(),
                quantities = request.Lines.Select(line => line.Quantity).ToArray(),
            },
            static row => (row.GetBoolean(0), row.GetInt32(1)),
            cancellationToken);
        return reserved[0];
    }

    /// <summary>Remembers that an operation was undone before it came; <see langword="false"/> if it has come.</summary>
    public async Task<bool> AddReleasedAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) => await sql.ExecuteAsync(
        """
        INSERT INTO inventory.reservations (id, state, created_at, expires_at) VALUES (@id, 'Released', @now, @now)
        ON CONFLICT (tenant_id, id) DO NOTHING
        """,
        new { id, now },
        cancellationToken) == 1;

    public async Task<KnownReservation?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await sql.QueryAsync(
            "SELECT state, expires_at FROM inventory.reservations WHERE id = @id",
            new { id },
            static row => new KnownReservation(Enum.Parse<ReservationState>(row.GetString(0)), row.GetFieldValue<DateTimeOffset>(1)),
            cancellationToken)) is [var known]
            ? known
            : null;

    /// <summary>Sells what a reservation holds; <see langword="false"/> if it holds nothing, or not any more.</summary>
    public async Task<bool> SellAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) => await sql.ExecuteAsync(
        """
        WITH sold AS (
            UPDATE inventory.reservations SET state = 'Sold' WHERE id = @id AND state = 'Held' AND expires_at > @now
            RETURNING id),
        lines AS MATERIALIZED (
            SELECT s.tenant_id, s.product_id, l.quantity
            FROM inventory.stocks s JOIN inventory.reservation_lines l USING (tenant_id, product_id)
            WHERE l.reservation_id = @id AND EXISTS (SELECT FROM sold)
            ORDER BY s.product_id
            FOR UPDATE OF s)
        UPDATE inventory.stocks s SET reserved = s.reserved - l.quantity
        FROM lines l
        WHERE s.tenant_id = l.tenant_id AND s.product_id = l.product_id
        """,
        new { id, now },
        cancellationToken) > 0;

    /// <summary>Gives back what a reservation holds or has sold, once.</summary>
    public async Task ReleaseAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await MoveAsync(id, ReservationState.Held, cancellationToken))
        {
            await PutBackAsync(id, isReserved: true, cancellationToken);
        }
        else if (await MoveAsync(id, ReservationState.Sold, cancellationToken))
        {
            await PutBackAsync(id, isReserved: false, cancellationToken);
        }
    }

    /// <summary>Reservations that are held although their time is over, the oldest first. By the index on held ones (tenant_id, expires_at).</summary>
    public Task<IReadOnlyList<Guid>> ExpiredAsync(DateTimeOffset now, int most, CancellationToken cancellationToken) => sql.QueryAsync<Guid>(
        "SELECT id FROM inventory.reservations WHERE state = 'Held' AND expires_at <= @now ORDER BY expires_at LIMIT @most", new { now, most }, cancellationToken);

    /// <summary>Releases a reservation if it is still held and its time is over.</summary>
    public async Task<bool> ExpireAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var expired = await sql.ExecuteAsync(
            "UPDATE inventory.reservations SET state = 'Released' WHERE id = @id AND state = 'Held' AND expires_at <= @now", new { id, now }, cancellationToken) == 1;
        if (expired)
        {
            await PutBackAsync(id, isReserved: true, cancellationToken);
        }

        return expired;
    }

    private Task PutBackAsync(Guid id, bool isReserved, CancellationToken cancellationToken) => sql.ExecuteAsync(
        """
        WITH lines AS MATERIALIZED (
            SELECT s.tenant_id, s.product_id, l.quantity
            FROM inventory.stocks s JOIN inventory.reservation_lines l USING (tenant_id, product_id)
            WHERE l.reservation_id = @id
            ORDER BY s.product_id
            FOR UPDATE OF s)
        UPDATE inventory.stocks s SET available = s.available + l.quantity, reserved = s.reserved - CASE WHEN @isReserved THEN l.quantity ELSE 0 END
        FROM lines l
        WHERE s.tenant_id = l.tenant_id AND s.product_id = l.product_id
        """,
        new { id, isReserved },
        cancellationToken);

    private async Task<bool> MoveAsync(Guid id, ReservationState from, CancellationToken cancellationToken) => await sql.ExecuteAsync(
        "UPDATE inventory.reservations SET state = 'Released' WHERE id = @id AND state = @from", new { id, from = from.ToString() }, cancellationToken) == 1;
}
