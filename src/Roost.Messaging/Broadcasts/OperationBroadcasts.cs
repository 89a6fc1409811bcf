using Roost.Operations;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.Broadcasts;

/// <summary>The broadcasts of one operation since its last commit.</summary>
internal sealed class OperationBroadcasts(Operation operation, UnitOfWork unit, BroadcastHub hub) : IBroadcasts, ITransactionPart
{
    private readonly List<(BroadcastMessage Message, string Text)> _waiting = [];

    public bool HasPending => _waiting.Count > 0;

    public void Send<TBroadcast>(TBroadcast broadcast)
        where TBroadcast : notnull
    {
        var message = hub.Create(operation.Context, broadcast);
        if (!HasPending)
        {
            unit.Enlist(this);
        }

        _waiting.Add(message);
    }

    public ValueTask FlushAsync(UnitOfWork unitOfWork, CancellationToken cancellationToken) => default;

    public void Completed(TransactionOutcome outcome)
    {
        // If nobody knows how it ended, too: a cache that forgets for nothing has lost little.
        if (outcome != TransactionOutcome.RolledBack)
        {
            _waiting.ForEach(broadcast => hub.Send(broadcast.Message, broadcast.Text));
        }

        _waiting.Clear();
    }
}
