using Roost;

namespace Shop.Tenants.Contracts;

/// <summary>Walks the open shops.</summary>
public static class TenantPages
{
    private const int PageSize = 500;

    /// <summary>Does something for each open shop, for a page of them at once: jobs that are sent at the same time share a statement.</summary>
    /// <param name="tenants">The shops.</param>
    /// <param name="act">What is done.</param>
    /// <param name="cancellationToken">Ends it between two pages.</param>
    public static async Task ForEachAsync(this ITenants tenants, Func<TenantId, Task> act, CancellationToken cancellationToken)
    {
        IReadOnlyList<TenantSnapshot> page = [];
        do
        {
            page = await tenants.ListAsync(new(page is [.., var last] ? last.Id : Guid.Empty, PageSize), cancellationToken);
            await Task.WhenAll(page.Select(tenant => act(new(tenant.Id))));
        }
        while (page.Count == PageSize);
    }
}
