using Roost;
using Roost.Messaging.Jobs;
using Roost.Operations;
using Shop.Tenants.Contracts;

namespace Shop.Payments.Reconciliation;

/// <summary>Asks for a job for each open shop. When it is repeated, the shops that have theirs get no other.</summary>
internal sealed class ReconcileAllShopsHandler(ITenants tenants, IJobSender jobs, Operation operation) : IJobHandler<ReconcileAllShops>
{
    public async Task<Result> HandleAsync(ReconcileAllShops job, JobRun run, CancellationToken cancellationToken)
    {
        await tenants.ForEachAsync(
            tenant => jobs.SendAsync(operation.Context with { Tenant = tenant, Principal = Principal.System }, new ReconcileLedger(job.Day), ReconcileLedger.OnceFor(job.Day), cancellationToken),
            cancellationToken);
        return Result.Success;
    }
}
