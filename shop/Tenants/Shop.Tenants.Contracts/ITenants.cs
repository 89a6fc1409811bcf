using Roost;

namespace Shop.Tenants.Contracts;

/// <summary>The shops on this platform.</summary>
[Contract]
public interface ITenants
{
    /// <summary>Finds an open shop. Fails with <c>tenants.not_found</c>.</summary>
    Task<Result<TenantSnapshot>> FindAsync(FindTenant request, CancellationToken cancellationToken);

    /// <summary>Lists the open shops by id, for what is to be done for each of them.</summary>
    Task<IReadOnlyList<TenantSnapshot>> ListAsync(ListTenants request, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a shop and registers its owner. Fails with <c>tenants.slug_taken</c>, and with <c>validation.failed</c> if the owner's
    /// password is too weak.
    /// </summary>
    [Idempotent]
    Task<Result<TenantSnapshot>> OpenAsync(OpenTenant request, CancellationToken cancellationToken);
}
