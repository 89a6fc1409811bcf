namespace Shop.Tenants.Contracts;

/// <summary>A shop.</summary>
/// <param name="Id">Its id, which is the tenant's.</param>
/// <param name="Slug">Its name in addresses and in the <c>X-Tenant</c> header.</param>
/// <param name="Name">Its name for people.</param>
public sealed record TenantSnapshot(Guid Id, string Slug, string Name);
