using Roost;
using Shop.Tenants.Contracts;
using Shop.Tenants.Openings;

namespace Shop.Tenants;

internal sealed class TenantService(TenantRepository tenants, Opening opening) : ITenants
{
    public async Task<Result<TenantSnapshot>> FindAsync(FindTenant request, CancellationToken cancellationToken) =>
        await tenants.FindOpenAsync(request.Slug, cancellationToken) is { } tenant ? tenant : TenantErrors.NotFound;

    public Task<IReadOnlyList<TenantSnapshot>> ListAsync(ListTenants request, CancellationToken cancellationToken) =>
        tenants.ListOpenAsync(request.After, request.Limit, cancellationToken);

    public Task<Result<TenantSnapshot>> OpenAsync(OpenTenant request, CancellationToken cancellationToken) =>
        opening.OpenAsync(request, cancellationToken);
}
