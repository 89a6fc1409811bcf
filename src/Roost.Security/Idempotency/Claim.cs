using Roost.Postgres.UnitsOfWork;

namespace Roost.Security.Idempotency;

/// <summary>
/// The right to run a request under its key, for as long as nobody has taken over. A part of every transaction of the operation, also of those
/// that a handler commits before its end: none of them goes through once the right is lost.
/// </summary>
internal sealed class Claim(KeyedRequest request, IdempotencyEntry entry) : ITransactionPart
{
    private RecordedAnswer? _answer;
    private UnitOfWork? _unit;

    public KeyedRequest Request => request;

    public Guid OperationId => entry.OperationId;

    public int Attempt => entry.Attempt;

    /// <summary>Whether any of the endpoint's own code has run.</summary>
    public bool HasBegun => _unit is not null;

    /// <summary>Whether nothing is left to give back: the answer is recorded, or the lease was given back.</summary>
    public bool IsSettled { get; set; }

    public bool HasPending => _answer is not null && !IsSettled;

    public void Begin(UnitOfWork unit)
    {
        _unit = unit;
        unit.Enlist(this);
    }

    /// <summary>Lets the answer commit with the work.</summary>
    public void Answer(RecordedAnswer answer) => _answer = answer;

    public async ValueTask FlushAsync(UnitOfWork unit, CancellationToken cancellationToken)
    {
        var isMine = _answer is null
            ? await IdempotencyStore.HoldAsync(this, unit, cancellationToken)
            : await IdempotencyStore.RecordAsync(this, _answer, unit, cancellationToken);
        if (!isMine)
        {
            throw new SupersededException(OperationId, Attempt);
        }
    }

    public void Completed(TransactionOutcome outcome)
    {
        if (_answer is not null)
        {
            IsSettled = outcome == TransactionOutcome.Committed;
            _answer = null;
        }
        else
        {
            // The handler goes on, and may commit again.
            _unit?.Enlist(this);
        }
    }
}
