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

    /// <summary>Exchanges the hash of an account's password for a better one of the same.</summary>
    public Task RehashAsync(Guid id, string hash, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("UPDATE auth.accounts SET password_hash = @hash WHERE id = @id", new { id, hash }, cancellationToken);
}
