using Roost.Messaging.Sagas.Declaration;

namespace Roost.Messaging.Sagas.Driving;

/// <summary>Where an instance stands while steps of it run, maybe side by side: each writes down its own end, one at a time.</summary>
internal sealed class SagaFront(SagaPlan plan, SagaView view) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public SagaPlan Plan { get; } = plan;

    /// <summary>Where it stood before any of them.</summary>
    public SagaView Before { get; } = view;

    public SagaView View { get; private set; } = view;

    /// <summary>The last record that was written, and what the database made of it.</summary>
    public (SagaRecord Record, SagaAnswer Answer)? Last { get; private set; }

    /// <summary>Waits until no other step is writing down its end.</summary>
    public Task EnterAsync(CancellationToken cancellationToken) => _turn.WaitAsync(cancellationToken);

    public void Leave() => _turn.Release();

    /// <summary>Learns that a record was written. Only whoever has entered says so.</summary>
    public void Accept(SagaRecord record, SagaAnswer answer)
    {
        Last = (record, answer);
        View = View.After(record, answer);
    }

    public void Dispose() => _turn.Dispose();
}
