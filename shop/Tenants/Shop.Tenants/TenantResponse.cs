using Shop.Tenants.Contracts;

namespace Shop.Tenants;

internal sealed record TenantResponse(Guid Id, string Slug, string Name)
{
    public static TenantResponse From(TenantSnapshot tenant) => new(tenant.Id, tenant.Slug, tenant.Name);
}
