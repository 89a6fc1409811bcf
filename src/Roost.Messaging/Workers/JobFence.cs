using Roost.Messaging.Store;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.Workers;

/// <summary>
/// Stands in every transaction of a handler: nothing commits unless the worker still has the job's lease, and the last commit
/// completes the job.
/// </summary>
internal sealed class JobFence(ClaimedJob job, Guid worker, UnitOfWork unit) : ITransactionPart
{
    /// <summary>Whether the handler has succeeded: the commit that follows is the last.</summary>
    public bool IsLast { get; set; }

    /// <summary>Whether the job was completed in the handler's transaction.</summary>
    public bool IsCompleted { get; private set; }

    // Handlers that write nothing need no transaction: their completion is written together with others.
    public bool HasPending => false;

    public async ValueTask FlushAsync(UnitOfWork unitOfWork, CancellationToken cancellationToken)
    {
        if (!await JobCompletion.HoldAsync(unitOfWork, job, worker, completes: IsLast, cancellationToken))
        {
            throw new LeaseLostException();
        }
    }

    public void Completed(TransactionOutcome outcome)
    {
        // If nobody knows how it ended, the job is not completed by other means: the effects may be missing.
        IsCompleted |= IsLast && outcome == TransactionOutcome.Committed;
        if (!IsCompleted)
        {
            // The handler may commit in the middle, and goes on.
            unit.Enlist(this);
        }
    }
}
