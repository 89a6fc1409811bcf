using Microsoft.EntityFrameworkCore;
using Roost.Postgres.UnitsOfWork;

namespace Shop.Auth.Accounts;

internal sealed class AccountRepository(AuthDb db, Sql<AuthModule> sql)
{
    public Task<Account?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.Accounts.AsNoTracking().SingleOrDefaultAsync(account => account.Id == id, cancellationToken);

    public Task<Account?> FindAsync(string email, CancellationToken cancellationToken) =>
        db.Accounts.AsNoTracking().SingleOrDefaultAsync(account => account.Email == email, cancellationToken);

    /// <summary>Adds an account; <see langword="false"/> if its id or its address has one already. Waits for whoever is adding that one.</summary>
    public async Task<bool> AddAsync(Account account, CancellationToken cancellationToken) => await sql.ExecuteAsync(
        """
        INSERT INTO auth.accounts (id, email, password_hash, role, failed_attempts, created_at)
        VALUES (@Id, @Email, @PasswordHash, @Role, 0, @CreatedAt)
        ON CONFLICT DO NOTHING
        """,
        new { account.Id, account.Email, account.PasswordHash, account.Role, account.CreatedAt },
        cancellationToken) == 1;

    /// <summary>
    /// Lets a right password in: <see langword="false"/> if the account is locked by now. Guesses that arrive together are decided here one
    /// after the other, so that no more of them count than the lock allows.
    /// </summary>
    public async Task<bool> AdmitAsync(Guid id, string? newHash, DateTimeOffset now, CancellationToken cancellationToken) => await sql.ExecuteAsync(
        """
        UPDATE auth.accounts
        SET failed_attempts = 0, locked_until = NULL, password_hash = COALESCE(@newHash, password_hash)
        WHERE id = @id AND (locked_until IS NULL OR locked_until <= @now)
        """,
        new { id, newHash, now },
        cancellationToken) == 1;

    /// <summary>
    /// Counts a wrong password, and locks the account if it was one too many. Does as much for an id that has no account, so that the time
    /// does not tell; for the same reason nobody waits for the disk, and a server that crashes may forget a guess.
    /// </summary>
    public async Task RefuseAsync(Guid id, int lockAfter, DateTimeOffset now, DateTimeOffset lockUntil, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync("SET LOCAL synchronous_commit = off", cancellationToken: cancellationToken);
        await sql.ExecuteAsync(
            """
            UPDATE auth.accounts
            SET failed_attempts = CASE WHEN locked_until <= @now THEN 1 ELSE failed_attempts + 1 END,
                locked_until = CASE WHEN locked_until <= @now OR failed_attempts + 1 < @lockAfter THEN NULL ELSE @lockUntil END
            WHERE id = @id AND (locked_until IS NULL OR locked_until <= @now)
            """,
            new { id, lockAfter, now, lockUntil },
            cancellationToken);
    }
}
