namespace Roost.Edge.Tenancy;

/// <summary>Finds the tenant that a visitor names in the <c>X-Tenant</c> header. The application registers one; it is asked on most requests, so it remembers its answers.</summary>
public interface ITenantResolver
{
    /// <summary>The tenant of that name; <see langword="null"/> if there is none.</summary>
    ValueTask<TenantId?> FindAsync(string name, CancellationToken cancellationToken);
}
