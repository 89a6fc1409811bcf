using Roost.Messaging.Sagas.Driving;

namespace Roost.Messaging.Sagas.Declaration;

/// <summary>All steps of one version of a saga, and which come next.</summary>
internal sealed class SagaPlan(IReadOnlyList<IReadOnlyList<SagaStep>> stages, SagaStep? whenUndone)
{
    public const string WhenUndoneName = "when-undone";

    /// <summary>What runs one after the other: of each stage, all at the same time.</summary>
    public IReadOnlyList<IReadOnlyList<SagaStep>> Stages { get; } = stages;

    public IEnumerable<SagaStep> Steps => Stages.SelectMany(stage => stage);

    /// <summary>Those of the first stage that is not done which are not done themselves; none if all is done.</summary>
    public IReadOnlyList<SagaStep> Next(SagaProgress progress) =>
        Stages.Select(stage => stage.Where(step => !progress.Done.Contains(step.Name)).ToArray()).FirstOrDefault(open => open.Length > 0) ?? [];

    /// <summary>Whether all others of a step's stage are done.</summary>
    public bool IsJoined(SagaStep step, SagaProgress progress) =>
        Stages.First(stage => stage.Contains(step)).All(other => other == step || progress.Done.Contains(other.Name));

    /// <summary>Whether a saga that is so far can still be undone.</summary>
    public bool MayTurn(SagaProgress progress) => !Steps.Any(step => step.IsFinal && (progress.Done.Contains(step.Name) || progress.Begun.Contains(step.Name)));

    /// <summary>What is to be undone next: first what was begun, then what is done, the last first; <see langword="null"/> if nothing is left.</summary>
    public SagaStep? NextUndo(SagaProgress progress) => progress.Begun
        .Except(progress.Done)
        .Concat(progress.Done.Reverse())
        .Except(progress.Undone)
        .Select(name => Steps.FirstOrDefault(step => step.Name == name))
        .FirstOrDefault(step => step is { Undo: not null })
        ?? (progress.Undone.Contains(WhenUndoneName) ? null : whenUndone);
}
