using Roost;
using Roost.Messaging.Jobs;
using Roost.Operations;
using Shop.Tenants.Contracts;

namespace Shop.Webhooks.Histories;

/// <summary>Asks for a job for each open shop. When it is repeated, the shops that have theirs get no other.</summary>
internal sealed class ClearAllHistoriesHandler(ITenants tenants, IJobSender jobs, Operation operation) : IJobHandler<ClearAllHistories>
{
    public async Task<Result> HandleAsync(ClearAllHistories job, JobRun run, CancellationToken cancellationToken)
    {
        await tenants.ForEachAsync(
            tenant => jobs.SendAsync(operation.Context with { Tenant = tenant, Principal = Principal.System }, new ClearHistory(job.Day), ClearHistory.OnceFor(job.Day), cancellationToken),
            cancellationToken);
        return Result.Success;
    }
}
