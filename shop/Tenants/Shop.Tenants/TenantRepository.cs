using Roost.Postgres.UnitsOfWork;
using Shop.Tenants.Contracts;
using Shop.Tenants.Openings;

namespace Shop.Tenants;

/// <summary>The shops' table, in SQL throughout: each visitor's first request waits for it, and claims are decided by one statement.</summary>
internal sealed class TenantRepository(Sql<TenantsModule> sql)
{
    public async Task<KnownTenant?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await sql.QueryAsync<KnownTenant>(
            "SELECT id, slug, name, status = 'open' AS IsOpen FROM tenants.tenants WHERE id = @id", new { id }, cancellationToken) is [var tenant] ? tenant : null;

    // By the unique index on the slug.
    public async Task<TenantSnapshot?> FindOpenAsync(string slug, CancellationToken cancellationToken) =>
        await sql.QueryAsync(
            "SELECT id, slug, name FROM tenants.tenants WHERE slug = @slug AND status = 'open'",
            new { slug },
            static row => new TenantSnapshot(row.GetGuid(0), row.GetString(1), row.GetString(2)),
            cancellationToken) is [var tenant] ? tenant : null;

    // Walks the primary key.
    public Task<IReadOnlyList<TenantSnapshot>> ListOpenAsync(Guid after, int take, CancellationToken cancellationToken) => sql.QueryAsync(
        "SELECT id, slug, name FROM tenants.tenants WHERE id > @after AND status = 'open' ORDER BY id LIMIT @take",
        new { after, take },
        static row => new TenantSnapshot(row.GetGuid(0), row.GetString(1), row.GetString(2)),
        cancellationToken);

    /// <summary>
    /// Claims a slug for a shop that is to be opened. It is free if no shop has it, if the same merchant claimed it and did not get to the end,
    /// or if whoever claimed it has been gone for long. One statement decides.
    /// </summary>
    /// <param name="request">The shop.</param>
    /// <param name="now">When.</param>
    /// <param name="abandoned">Whoever claimed a slug before this moment and has not opened the shop is gone.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <returns>The claim, which is the merchant's former one if there is one; <see langword="null"/> if the slug is taken.</returns>
    public async Task<Claim?> ClaimAsync(OpenTenant request, DateTimeOffset now, DateTimeOffset abandoned, CancellationToken cancellationToken) =>
        (await sql.WriteAsync<Claim>(
            """
            INSERT INTO tenants.tenants AS t (id, slug, name, status, owner_id, owner_email, created_at)
            VALUES (@OperationId, @Slug, @Name, 'opening', @ownerId, @OwnerEmail, @now)
            ON CONFLICT (slug) DO UPDATE SET
                id = CASE WHEN t.created_at > @abandoned THEN t.id ELSE excluded.id END,
                owner_id = CASE WHEN t.created_at > @abandoned THEN t.owner_id ELSE excluded.owner_id END,
                created_at = CASE WHEN t.created_at > @abandoned THEN t.created_at ELSE excluded.created_at END,
                name = excluded.name,
                owner_email = excluded.owner_email
            WHERE t.status = 'opening' AND (t.owner_email = excluded.owner_email OR t.created_at <= @abandoned)
            RETURNING id AS TenantId, owner_id AS OwnerId
            """,
            new { request.OperationId, request.Slug, request.Name, ownerId = Guid.CreateVersion7(now), request.OwnerEmail, now, abandoned },
            cancellationToken)) is [var claim] ? claim : null;

    /// <summary>Opens a claimed shop; <see langword="false"/> if somebody else has done so, or has taken the claim over.</summary>
    public async Task<bool> OpenAsync(Guid id, CancellationToken cancellationToken) => await sql.ExecuteAsync(
        "UPDATE tenants.tenants SET status = 'open', owner_email = NULL WHERE id = @id AND status = 'opening'",
        new { id },
        cancellationToken) == 1;

    /// <summary>Gives a claim up.</summary>
    public Task ReleaseAsync(Guid id, CancellationToken cancellationToken) => sql.ExecuteAsync(
        "DELETE FROM tenants.tenants WHERE id = @id AND status = 'opening'",
        new { id },
        cancellationToken);
}
