using Roost;
using Roost.Messaging.Jobs;
using Roost.Operations;
using Shop.Tenants.Contracts;

namespace Shop.Inventory.Expiries;

/// <summary>Asks for a job for each open shop. A shop whose last one still waits or runs gets no other.</summary>
internal sealed class ExpireAllReservationsHandler(ITenants tenants, IJobSender jobs, Operation operation) : IJobHandler<ExpireAllReservations>
{
    public async Task<Result> HandleAsync(ExpireAllReservations job, JobRun run, CancellationToken cancellationToken)
    {
        await tenants.ForEachAsync(
            tenant => jobs.SendAsync(operation.Context with { Tenant = tenant, Principal = Principal.System }, new ExpireReservations(job.Minute), ExpireReservations.OneAtATime, cancellationToken),
            cancellationToken);
        return Result.Success;
    }
}
