namespace Roost.Messaging.Sagas.Declaration;

/// <summary>One step of a plan. It does something, or takes a signal.</summary>
internal sealed class SagaStep(string name, StepDeclaration declaration)
{
    public string Name { get; } = name;

    public TimeSpan Timeout { get; } = declaration.AttemptTimeout;

    public int MaxAttempts { get; } = declaration.MaxAttempts;

    /// <summary>How long to wait after so many attempts have failed, if that is not as usual.</summary>
    public Func<int, TimeSpan>? Pause { get; } = declaration.OwnPause;

    /// <summary>Whether nothing is undone from here on.</summary>
    public bool IsFinal { get; } = declaration.IsFinal;

    public Func<Saga, StepRun, CancellationToken, Task<Result>>? Do { get; init; }

    public Func<Saga, ReadOnlyMemory<byte>, StepRun, CancellationToken, Task<Result>>? Take { get; init; }

    public Func<Saga, StepRun, CancellationToken, Task<Result>>? Undo { get; init; }

    /// <summary>The name of the signal that it waits for.</summary>
    public string? Signal { get; init; }

    /// <summary>The type of that signal.</summary>
    public Type? SignalType { get; init; }

    public TimeSpan? Within { get; init; }
}
