using Roost;
using Shop.Tenants.Contracts;

namespace Shop.Tests.Tenancy;

/// <summary>The shops that there are, where a module is tested alone that does something for each of them.</summary>
internal sealed class ListedShops(params IReadOnlyList<TenantId> shops) : ITenants
{
    public Task<IReadOnlyList<TenantSnapshot>> ListAsync(ListTenants request, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<TenantSnapshot>>(
        [.. shops.Where(shop => shop.Value > request.After).OrderBy(shop => shop.Value).Take(request.Limit).Select(shop => new TenantSnapshot(shop.Value, "shop", "Shop"))]);

    public Task<Result<TenantSnapshot>> FindAsync(FindTenant request, CancellationToken cancellationToken) => throw NotAsked();

    public Task<Result<TenantSnapshot>> OpenAsync(OpenTenant request, CancellationToken cancellationToken) => throw NotAsked();

    private static InvalidOperationException NotAsked() => new("The module has no business with this.");
}
