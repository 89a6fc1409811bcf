namespace Roost.Postgres.UnitsOfWork;

/// <summary>Something that must come about together with an operation's work: buffered jobs, an outbox, a record of the answer.</summary>
public interface ITransactionPart
{
    /// <summary>Whether there is something to write, even if nothing else was. Then the operation commits, and no contract may be called meanwhile.</summary>
    bool HasPending { get; }

    /// <summary>Writes, inside the transaction, right before it commits, or has it written with the commit (<see cref="UnitOfWork.Append"/>). What it throws undoes the whole.</summary>
    ValueTask FlushAsync(UnitOfWork unit, CancellationToken cancellationToken);

    /// <summary>Learns how the transaction ended, when its connection is free again: the place for wake-ups. Must not throw.</summary>
    void Completed(TransactionOutcome outcome);
}
