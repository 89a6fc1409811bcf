using Roost.Postgres.UnitsOfWork;

namespace Shop.Auth.Sessions;

internal sealed class SessionRepository(AuthDb db, Sql<AuthModule> sql)
{
    public async Task AddAsync(Session session, SessionToken token, CancellationToken cancellationToken)
    {
        // What has run out goes when somebody comes back, so that the tables do not grow with every sign-in. Tokens go with their session.
        await sql.ExecuteAsync(
            "DELETE FROM auth.sessions WHERE account_id = @AccountId AND expires_at <= @CreatedAt",
            new { session.AccountId, session.CreatedAt },
            cancellationToken);
        db.AddRange(session, token);
        await db.SaveChangesAsync(cancellationToken);
    }

    public Task AddAsync(SessionToken token, CancellationToken cancellationToken)
    {
        db.Add(token);
        return db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>
    /// Uses a token up; <see langword="null"/> if it cannot be used. Of several that try at once the first to get the row wins; the others
    /// wait for its commit, look again and find the token used. When it was used is told by the database's clock, so that it is told alike to
    /// whoever asks how long ago that was.
    /// </summary>
    public async Task<RotatedSession?> UseAsync(byte[] hash, DateTimeOffset now, CancellationToken cancellationToken) =>
        // Found by the primary key (tenant_id, hash).
        (await sql.WriteAsync<RotatedSession>(
            """
            UPDATE auth.session_tokens t SET used_at = clock_timestamp()
            FROM auth.sessions s JOIN auth.accounts a ON a.tenant_id = s.tenant_id AND a.id = s.account_id
            WHERE t.hash = @hash AND t.used_at IS NULL AND t.expires_at > @now
                AND s.tenant_id = t.tenant_id AND s.id = t.session_id AND s.revoked_at IS NULL AND s.expires_at > @now
            RETURNING s.id AS SessionId, a.id AS AccountId, a.role AS Role
            """,
            new { hash, now },
            cancellationToken)) is [var session] ? session : null;

    /// <summary>A token that is used up, of a session that is neither revoked nor over; <see langword="null"/> if there is none.</summary>
    public async Task<UsedToken?> FindUsedAsync(byte[] hash, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await sql.QueryAsync<UsedToken>(
            """
            SELECT s.id AS SessionId, clock_timestamp() - t.used_at AS Since
            FROM auth.session_tokens t JOIN auth.sessions s ON s.tenant_id = t.tenant_id AND s.id = t.session_id
            WHERE t.hash = @hash AND t.used_at IS NOT NULL AND s.revoked_at IS NULL AND s.expires_at > @now
            """,
            new { hash, now },
            cancellationToken)) is [var used] ? used : null;

    /// <summary>Ends the session that a token belongs to, used or not; does nothing if there is none or it has ended.</summary>
    public Task RevokeAsync(byte[] hash, DateTimeOffset now, CancellationToken cancellationToken) => sql.ExecuteAsync(
        """
        UPDATE auth.sessions s SET revoked_at = @now
        FROM auth.session_tokens t
        WHERE t.hash = @hash AND s.tenant_id = t.tenant_id AND s.id = t.session_id AND s.revoked_at IS NULL
        """,
        new { hash, now },
        cancellationToken);
}
