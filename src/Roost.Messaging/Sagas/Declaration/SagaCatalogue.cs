using Roost.Topology;

namespace Roost.Messaging.Sagas.Declaration;

/// <summary>All sagas of this host's database.</summary>
internal sealed class SagaCatalogue
{
    private readonly Dictionary<Type, SagaFact> _byState = [];
    private readonly HashSet<(string Saga, string Signal)> _signals = [];

    public SagaCatalogue(HostShape shape)
    {
        var sagas = shape.StoredFacts<SagaFact>().Select(saga => saga.Fact).ToList();
        foreach (var saga in sagas)
        {
            _signals.UnionWith(saga.Plan.Steps.Select(step => step.Signal).OfType<string>().Select(signal => (saga.Name, signal)));
        }

        foreach (var versions in sagas.GroupBy(saga => saga.Name))
        {
            // Whoever asks by the state of an old version gets the newest: start-up has seen that it has the same state.
            foreach (var saga in versions)
            {
                _byState.TryAdd(saga.StateType, versions.MaxBy(version => version.Version)!);
            }
        }

        HasSagas = sagas.Count > 0;
    }

    public bool HasSagas { get; }

    public SagaFact Of<TState>() => _byState.GetValueOrDefault(typeof(TState)) ?? throw new InvalidOperationException(
        $"No module of this image declares a saga with the state {typeof(TState).Name}. Add .Saga<…>() to the module whose saga it is.");

    /// <summary>Whether any version of a saga waits for a signal.</summary>
    public bool Hears(string saga, string signal) => _signals.Contains((saga, signal));
}
