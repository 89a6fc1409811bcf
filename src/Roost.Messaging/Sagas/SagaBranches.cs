using Roost.Messaging.Sagas.Declaration;

namespace Roost.Messaging.Sagas;

/// <summary>Steps of a saga that run side by side.</summary>
/// <typeparam name="TSaga">The saga.</typeparam>
public sealed class SagaBranches<TSaga>
    where TSaga : Saga
{
    private readonly List<SagaStep> _steps = [];
    private readonly Create _create;

    internal SagaBranches(Create create) => _create = create;

    internal delegate SagaStep Create(
        string name,
        Func<TSaga, Func<StepRun, CancellationToken, Task<Result>>> run,
        Func<TSaga, Func<StepRun, CancellationToken, Task<Result>>>? undo,
        Action<StepDeclaration>? declare);

    internal IReadOnlyList<SagaStep> Steps => _steps;

    /// <summary>Adds one, as <see cref="SagaDefinition{TSaga}.Step"/> does.</summary>
    /// <param name="name">Its name, in lower-case letters, digits and hyphens.</param>
    /// <param name="run">Does it.</param>
    /// <param name="undo">Undoes it, or what it may have done; <see langword="null"/> if there is nothing to undo.</param>
    /// <param name="declare">Time-out, attempts.</param>
    public SagaBranches<TSaga> Step(
        string name,
        Func<TSaga, Func<StepRun, CancellationToken, Task<Result>>> run,
        Func<TSaga, Func<StepRun, CancellationToken, Task<Result>>>? undo = null,
        Action<StepDeclaration>? declare = null)
    {
        _steps.Add(_create(name, run, undo, declare));
        return this;
    }
}
