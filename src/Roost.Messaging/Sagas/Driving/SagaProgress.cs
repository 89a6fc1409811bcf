using System.Text.Json;
using Roost.Messaging.Sagas.Declaration;

namespace Roost.Messaging.Sagas.Driving;

/// <summary>How far a saga is.</summary>
/// <param name="Done">The steps that have succeeded, in the order in which they did.</param>
/// <param name="Begun">Those of which nobody knows what they have done: they are said to be begun before they are.</param>
/// <param name="Undone">The steps that have been undone.</param>
/// <param name="Failures">How often the present ones have failed in a row.</param>
internal sealed record SagaProgress(string[] Done, string[] Begun, string[] Undone, int Failures)
{
    public static SagaProgress Starting(SagaPlan plan) => new([], [.. plan.Stages[0].Select(step => step.Name)], [], 0);

    public static SagaProgress Read(string progress) => JsonSerializer.Deserialize(progress, SagaJson.Default.SagaProgress)!;

    public string Write() => JsonSerializer.Serialize(this, SagaJson.Default.SagaProgress);

    /// <summary>After a step has succeeded beside which others are not done yet.</summary>
    public SagaProgress With(SagaStep done) => this with { Done = [.. Done, done.Name], Begun = [.. Begun.Where(name => name != done.Name)] };

    /// <summary>After the last of its stage has succeeded.</summary>
    public SagaProgress With(SagaStep done, IReadOnlyList<SagaStep> next) => new([.. Done, done.Name], [.. next.Select(step => step.Name)], Undone, 0);

    /// <summary>After a step has been undone.</summary>
    public SagaProgress Without(SagaStep undone) => this with { Undone = [.. Undone, undone.Name], Failures = 0 };

    public SagaProgress Failed() => this with { Failures = Failures + 1 };

    /// <summary>After it was decided that the saga is undone.</summary>
    public SagaProgress Turned() => this with { Failures = 0 };
}
