using Roost.Messaging.Store;
using Roost.Messaging.Workers;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.Sagas.Driving;

/// <summary>Stands in every transaction of a step: nothing commits unless the worker still has the lease, and the last commit writes down that the step is done.</summary>
internal sealed class SagaFence(SagaFront front, ClaimedJob job, Guid worker, UnitOfWork unit) : ITransactionPart
{
    private (SagaRecord Record, SagaAnswer Answer)? _written;
    private bool _hasEntered;

    /// <summary>Makes what the last commit writes down, when the step has succeeded.</summary>
    public Func<SagaView, SagaRecord>? Last { get; set; }

    /// <summary>Whether a transaction has written it down.</summary>
    public bool IsWritten { get; private set; }

    /// <summary>Whether nobody knows if it was written.</summary>
    public bool IsInDoubt { get; private set; }

    // A step that writes nothing needs no transaction.
    public bool HasPending => false;

    public async ValueTask FlushAsync(UnitOfWork unitOfWork, CancellationToken cancellationToken)
    {
        if (Last is null)
        {
            // A module that commits in the middle of a step.
            if (!await JobCompletion.HoldAsync(unitOfWork, job, worker, completes: false, cancellationToken))
            {
                throw new LeaseLostException();
            }

            return;
        }

        await front.EnterAsync(cancellationToken);
        _hasEntered = true;
        var record = Last(front.View);
        var answer = await SagaStore.RecordAsync(unitOfWork, worker, job, record, cancellationToken);
        _written = (record, answer.Written());
    }

    public void Completed(TransactionOutcome outcome)
    {
        if (_written is { } written && outcome == TransactionOutcome.Committed)
        {
            IsWritten = true;
            front.Accept(written.Record, written.Answer);
        }

        IsInDoubt |= _written is not null && outcome == TransactionOutcome.Unknown;
        _written = null;
        Leave();
        if (!IsWritten)
        {
            unit.Enlist(this);
        }
    }

    /// <summary>Lets others write down their ends, however the transaction came to nothing.</summary>
    public void Leave()
    {
        if (_hasEntered)
        {
            _hasEntered = false;
            front.Leave();
        }
    }
}
