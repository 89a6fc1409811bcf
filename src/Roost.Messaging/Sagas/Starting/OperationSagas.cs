using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost.Messaging.Adding;
using Roost.Messaging.Declaration;
using Roost.Messaging.Sagas.Declaration;
using Roost.Messaging.Sagas.Driving;
using Roost.Messaging.Waking;
using Roost.Operations;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.Sagas.Starting;

/// <summary>The sagas that one operation has started, and the signals it has sent, since its last commit.</summary>
internal sealed class OperationSagas(Operation operation, UnitOfWork unit, SagaCatalogue catalogue, WakeUps wakeUps, IOptions<MessagingOptions> options, ILogger<OperationSagas> logger)
    : ISagas, ITransactionPart
{
    private readonly List<NewSaga> _sagas = [];
    private readonly List<NewSignal> _signals = [];
    private readonly HashSet<string> _wakes = new(StringComparer.Ordinal);
    private bool _isEnlisted;

    public bool HasPending => _sagas.Count > 0 || _signals.Count > 0;

    public void Start<TState>(string key, TState state, TimeSpan? after)
        where TState : class
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(after ?? default, TimeSpan.Zero, nameof(after));
        var fact = Of<TState>();
        _sagas.Add(new(Guid.CreateVersion7(), fact, NewJob.Checked(key)!, SagaProgress.Starting(fact.Plan), Payload(fact, state), after));
        Enlist();
    }

    public void Signal<TState>(string key, object signal, Guid? id)
        where TState : class
    {
        ArgumentNullException.ThrowIfNull(signal);
        var fact = Of<TState>();
        var name = SignalNames.Of(signal.GetType());
        _signals.Add(catalogue.Hears(fact.Name, name)
            ? new(id ?? Guid.CreateVersion7(), fact.Name, NewJob.Checked(key)!, name, Payload(fact, signal))
            : throw new InvalidOperationException($"{fact.Name} never waits for a {signal.GetType().Name}. Add .WaitFor<{signal.GetType().Name}>(…) to its definition."));
        Enlist();
    }

    public void Cancel<TState>(string key)
        where TState : class
    {
        _signals.Add(new(Guid.CreateVersion7(), Of<TState>().Name, NewJob.Checked(key)!, SignalNames.Cancel, []));
        Enlist();
    }

    public async ValueTask FlushAsync(UnitOfWork unitOfWork, CancellationToken cancellationToken)
    {
        // A part behind this one may ask for more, which is then a part of its own.
        _isEnlisted = false;
        NewSaga[] sagas = [.. _sagas];
        NewSignal[] signals = [.. _signals];
        _sagas.Clear();
        _signals.Clear();
        if (sagas.Length > 0)
        {
            var started = await SagaInsert.StartAsync(unitOfWork, sagas, JobEnvelope.Write(operation.Context), cancellationToken);
            _wakes.UnionWith(sagas.Where(saga => saga.After is null && started.Contains(saga.Id)).Select(saga => saga.Fact.Queue));
        }

        if (signals.Length > 0)
        {
            foreach (var late in await SagaInsert.SignalAsync(unitOfWork, signals, cancellationToken))
            {
                Log.Late(logger, late.Name, late.Saga, late.Key);
            }

            _wakes.Add(Waking.Signals.Sagas);
        }
    }

    public void Completed(TransactionOutcome outcome)
    {
        // The unit of work has forgotten us, and what it undid.
        _isEnlisted = false;
        _sagas.Clear();
        _signals.Clear();
        if (outcome != TransactionOutcome.RolledBack)
        {
            wakeUps.Wake(_wakes);
        }

        _wakes.Clear();
    }

    private SagaFact Of<TState>()
    {
        var fact = catalogue.Of<TState>();
        return operation.Context.Tenant is not null ? fact : throw new InvalidOperationException(
            $"{fact.Name} was asked for by an operation that belongs to no tenant. A saga is a tenant's: ask in an operation that has one.");
    }

    private byte[] Payload(SagaFact fact, object content)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(content, JobJson.Options);
        return payload.Length <= options.Value.MaxPayloadBytes ? payload : throw new ArgumentException(
            $"A {content.GetType().Name} for {fact.Name} is {payload.Length:N0} bytes as JSON, and {options.Value.MaxPayloadBytes:N0} is the most ({MessagingOptions.Section}:{nameof(MessagingOptions.MaxPayloadBytes)}). Store the data, and let it be named.",
            nameof(content));
    }

    private void Enlist()
    {
        if (!_isEnlisted)
        {
            _isEnlisted = true;
            unit.Enlist(this);
        }
    }
}
