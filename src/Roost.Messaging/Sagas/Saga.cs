using System.Text.Json;
using Roost.Messaging.Declaration;

namespace Roost.Messaging.Sagas;

/// <summary>What all sagas are, whatever their state: derive from <see cref="Saga{TState}"/>.</summary>
public abstract class Saga
{
    /// <summary>Only <see cref="Saga{TState}"/> derives from it.</summary>
    protected Saga()
    {
    }

    internal abstract Type StateType { get; }

    internal abstract void Read(ReadOnlySpan<byte> state);

    internal abstract byte[] Write();
}

/// <summary>
/// A piece of business that goes through several modules, step by step, and is undone step by step if one of them fails for good. Each step is a
/// method; it runs in an operation of its own, in a scope of its own, whose services the constructor takes. A step that was cut off runs again, under the same <see cref="StepRun.Key"/>.
/// </summary>
/// <typeparam name="TState">What it remembers from step to step: a class that travels as JSON. Amounts, ids and decisions belong in it; what others keep does not.</typeparam>
public abstract class Saga<TState> : Saga
    where TState : class
{
    private TState? _state;

    /// <summary>What it remembers. What a step changes is kept if the step succeeds.</summary>
    /// <exception cref="InvalidOperationException">A constructor asks for it: no step runs yet.</exception>
    public TState State
    {
        get => _state ?? throw new InvalidOperationException("A saga has its state when a step runs. A test gives it one: new Checkout(…) { State = … }.");
        init => _state = value;
    }

    internal sealed override Type StateType => typeof(TState);

    internal sealed override void Read(ReadOnlySpan<byte> state) =>
        _state = JsonSerializer.Deserialize<TState>(state, JobJson.Options) ?? throw new JsonException($"A {typeof(TState).Name} is not null.");

    internal sealed override byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(State, JobJson.Options);
}
