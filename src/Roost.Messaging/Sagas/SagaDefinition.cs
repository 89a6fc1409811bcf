using Roost.Messaging.Declaration;
using Roost.Messaging.Sagas.Declaration;

namespace Roost.Messaging.Sagas;

/// <summary>The steps of a saga, in their order.</summary>
/// <typeparam name="TSaga">The saga.</typeparam>
public sealed class SagaDefinition<TSaga>
    where TSaga : Saga
{
    private readonly List<IReadOnlyList<SagaStep>> _stages = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal) { SagaPlan.WhenUndoneName };
    private SagaStep? _whenUndone;

    internal SagaDefinition()
    {
    }

    internal SagaPlan Plan => new(_stages, _whenUndone);

    /// <summary>Adds a step.</summary>
    /// <param name="name">Its name, in lower-case letters, digits and hyphens.</param>
    /// <param name="run">Does it: <c>s => s.ReserveAsync</c>.</param>
    /// <param name="undo">
    /// Undoes it. It is called for a step that succeeded, and for one that was begun and of which nobody knows what it has done: it must bear that nothing was done, and
    /// that what is under way is done after it. <see langword="null"/> if there is nothing to undo.
    /// </param>
    /// <param name="declare">Time-out, attempts.</param>
    public SagaDefinition<TSaga> Step(
        string name,
        Func<TSaga, Func<StepRun, CancellationToken, Task<Result>>> run,
        Func<TSaga, Func<StepRun, CancellationToken, Task<Result>>>? undo = null,
        Action<StepDeclaration>? declare = null)
    {
        _stages.Add([Create(name, run, undo, declare)]);
        return this;
    }

    /// <summary>Adds steps that run side by side. The saga goes on when all have succeeded; if one fails for good, it is undone when the others have come to an end.</summary>
    /// <param name="steps">
    /// Adds them. Each sees the state as it was before, and may change properties of its own of it. None can take a signal.
    /// </param>
    public SagaDefinition<TSaga> Together(Action<SagaBranches<TSaga>> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var branches = new SagaBranches<TSaga>(Create);
        steps(branches);
        _stages.Add(branches.Steps.Count > 0 ? branches.Steps : throw new ArgumentException($"{typeof(TSaga).Name} has steps that run side by side, and there are none. Add some.", nameof(steps)));
        return this;
    }

    /// <summary>Lets the saga wait until it is sent a signal. One that came before it is used at once.</summary>
    /// <typeparam name="TSignal">The signal: a record that travels as JSON.</typeparam>
    /// <param name="name">The step's name.</param>
    /// <param name="run">Takes the signal: <c>s => s.OnPaidAsync</c>.</param>
    /// <param name="within">How long it waits, after which the saga is undone; <see langword="null"/>: for ever.</param>
    /// <param name="undo">Undoes what taking the signal has done.</param>
    /// <param name="declare">Time-out and attempts of taking it.</param>
    public SagaDefinition<TSaga> WaitFor<TSignal>(
        string name,
        Func<TSaga, Func<TSignal, StepRun, CancellationToken, Task<Result>>> run,
        TimeSpan? within = null,
        Func<TSaga, Func<StepRun, CancellationToken, Task<Result>>>? undo = null,
        Action<StepDeclaration>? declare = null)
        where TSignal : notnull
    {
        ArgumentNullException.ThrowIfNull(run);
        _stages.Add(
        [
            new(Checked(name), Declared(declare))
            {
                Take = (saga, payload, attempt, cancellationToken) => run((TSaga)saga)(SignalNames.Read<TSignal>(payload), attempt, cancellationToken),
                Signal = SignalNames.Of(typeof(TSignal)),
                SignalType = typeof(TSignal),
                Within = within,
                Undo = undo is null ? null : Bound(undo),
            },
        ]);
        return this;
    }

    /// <summary>What comes last when all has been undone, such as to tell of it.</summary>
    /// <param name="run">Does it; <see cref="StepRun.Reason"/> says why.</param>
    /// <param name="declare">Its time-out.</param>
    public SagaDefinition<TSaga> WhenUndone(Func<TSaga, Func<StepRun, CancellationToken, Task<Result>>> run, Action<StepDeclaration>? declare = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        _whenUndone = new(SagaPlan.WhenUndoneName, Declared(declare)) { Undo = Bound(run) };
        return this;
    }

    private static Func<Saga, StepRun, CancellationToken, Task<Result>> Bound(Func<TSaga, Func<StepRun, CancellationToken, Task<Result>>> run) =>
        (saga, attempt, cancellationToken) => run((TSaga)saga)(attempt, cancellationToken);

    private static StepDeclaration Declared(Action<StepDeclaration>? declare)
    {
        var declaration = new StepDeclaration();
        declare?.Invoke(declaration);
        return declaration;
    }

    private SagaStep Create(
        string name,
        Func<TSaga, Func<StepRun, CancellationToken, Task<Result>>> run,
        Func<TSaga, Func<StepRun, CancellationToken, Task<Result>>>? undo,
        Action<StepDeclaration>? declare)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new(Checked(name), Declared(declare)) { Do = Bound(run), Undo = undo is null ? null : Bound(undo) };
    }

    private string Checked(string name) => _names.Add(JobDeclaration.CheckName(name))
        ? name
        : throw new ArgumentException($"{typeof(TSaga).Name} has a step '{name}' already. Give each a name of its own.", nameof(name));
}
