using Roost;
using Roost.Messaging.Jobs;
using Roost.Operations;
using Shop.Tenants.Contracts;

namespace Shop.Reports.Rebuilds;

/// <summary>Asks for a job for each open shop. When it is repeated, the shops that have theirs get no other.</summary>
internal sealed class RebuildAllShopsHandler(ITenants tenants, IJobSender jobs, Operation operation) : IJobHandler<RebuildAllShops>
{
    public async Task<Result> HandleAsync(RebuildAllShops job, JobRun run, CancellationToken cancellationToken)
    {
        await tenants.ForEachAsync(
            tenant => jobs.SendAsync(operation.Context with { Tenant = tenant, Principal = Principal.System }, new RebuildSales(job.Day), RebuildSales.OnceFor(job.Day), cancellationToken),
            cancellationToken);
        return Result.Success;
    }
}
