using Microsoft.EntityFrameworkCore;
using Roost.Postgres.UnitsOfWork;
using Shop.Users.Contracts;

namespace Shop.Users.Profiles;

internal sealed class ProfileRepository(UsersDb db, Sql<UsersModule> sql)
{
    public Task<Profile?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.Profiles.SingleOrDefaultAsync(profile => profile.Id == id, cancellationToken);

    public Task<UserSnapshot?> SnapshotAsync(Guid id, CancellationToken cancellationToken) =>
        db.Profiles.Where(profile => profile.Id == id)
            .Select(profile => new UserSnapshot(profile.Id, profile.Email, profile.Name, profile.Role))
            .SingleOrDefaultAsync(cancellationToken);

    /// <summary>Adds a profile, unless its operation has done so before. Waits for a concurrent repetition.</summary>
    public Task AddAsync(CreateUser request, DateTimeOffset now, CancellationToken cancellationToken) => sql.ExecuteAsync(
        """
        INSERT INTO users.profiles (id, email, name, role, created_at, version) VALUES (@OperationId, @Email, @Name, @Role, @now, 1)
        ON CONFLICT (tenant_id, id) DO NOTHING
        """,
        new { request.OperationId, request.Email, request.Name, request.Role, now },
        cancellationToken);

    public Task RemoveAsync(Guid id, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("DELETE FROM users.profiles WHERE id = @id", new { id }, cancellationToken);

    public Task SaveAsync(CancellationToken cancellationToken) => db.SaveChangesAsync(cancellationToken);
}
