using Microsoft.Extensions.Options;
using Roost.Messaging.Adding;
using Roost.Messaging.Events.Declaration;
using Roost.Messaging.Waking;
using Roost.Operations;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.Events.Publishing;

/// <summary>The events that one operation has published since its last commit.</summary>
internal sealed class OperationEvents(Operation operation, UnitOfWork unit, EventCatalogue catalogue, WakeUps wakeUps, IOptions<MessagingOptions> options)
    : IEvents, ITransactionPart
{
    private readonly List<NewEvent> _events = [];
    private bool _isEnlisted;
    private bool _isWritten;

    public bool HasPending => _events.Count > 0;

    public Guid Publish<TEvent>(TEvent integrationEvent, string? key)
        where TEvent : notnull
    {
        var added = NewEvent.Create(catalogue.Of<TEvent>(), integrationEvent, key, operation.Context, options.Value.MaxPayloadBytes);
        _events.Add(added);
        if (!_isEnlisted)
        {
            _isEnlisted = true;
            unit.Enlist(this);
        }

        return added.Id;
    }

    public ValueTask FlushAsync(UnitOfWork unitOfWork, CancellationToken cancellationToken)
    {
        // A part behind this one may publish another, which is then a part of its own.
        _isEnlisted = false;
        NewEvent[] events = [.. _events];
        _events.Clear();
        OutboxInsert.Append(unitOfWork, events, JobEnvelope.Write(operation.Context));
        _isWritten = true;
        return default;
    }

    public void Completed(TransactionOutcome outcome)
    {
        // The unit of work has forgotten us, and what it undid.
        _isEnlisted = false;
        _events.Clear();
        if (_isWritten && outcome != TransactionOutcome.RolledBack)
        {
            wakeUps.Wake([Signals.Outbox]);
        }

        _isWritten = false;
    }
}
