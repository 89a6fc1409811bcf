using Roost;
using Roost.Messaging.Jobs;
using Roost.Operations;
using Shop.Tenants.Contracts;

namespace Shop.Reports.Rebuilds;

/// <summary>Asks for a job for each open shop. When it is repeated, the shops that have theirs get no other.</summary>
internal sealed class RebuildAllShopsHandler(ITenants tenants, IJobSender jobs, Operation operation) : IJobHandler<RebuildAllShops>
{
    private const int PageSize = 500;

    public async Task<Result> HandleAsync(RebuildAllShops job, JobRun run, CancellationToken cancellationToken)
    {
        var after = Guid.Empty;
        while (true)
        {
            var page = await tenants.ListAsync(new(after, PageSize), cancellationToken);
            // Those that are sent at the same time share a statement.
            await Task.WhenAll(page.Select(tenant => SendAsync(new(tenant.Id), job.Day, cancellationToken)));
            if (page.Count < PageSize)
            {
                return Result.Success;
            }

            after = page[^1].Id;
        }
    }

    private Task SendAsync(TenantId tenant, DateOnly day, CancellationToken cancellationToken)
    {
        var context = operation.Context with { Tenant = tenant, Principal = Principal.System };
        return jobs.SendAsync(context, new RebuildSales(day), RebuildSales.OnceFor(day), cancellationToken);
    }
}
