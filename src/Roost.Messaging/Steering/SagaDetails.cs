using System.Text.Json.Nodes;

namespace Roost.Messaging.Steering;

/// <summary>All that is known of one saga.</summary>
/// <param name="Saga">What lists say of it.</param>
/// <param name="WaitsFor">The signal that it waits for.</param>
/// <param name="WakeAt">When it has waited long enough.</param>
/// <param name="Done">The steps that have succeeded, in the order in which they did.</param>
/// <param name="Begun">Those of which nobody knows what they have done.</param>
/// <param name="Undone">Those that have been undone.</param>
/// <param name="Content">What it remembers; <see langword="null"/> when it is over.</param>
/// <param name="History">Attempts that failed, and what was undone, the oldest first.</param>
public sealed record SagaDetails(
    SagaSummary Saga, string? WaitsFor, DateTimeOffset? WakeAt, IReadOnlyList<string> Done, IReadOnlyList<string> Begun, IReadOnlyList<string> Undone, JsonNode? Content, IReadOnlyList<SagaAttempt> History);

/// <summary>An attempt at a step that is worth being told of.</summary>
/// <param name="At">When it was written down.</param>
/// <param name="Step">The step.</param>
/// <param name="IsUndo">Whether it was undone then.</param>
/// <param name="Attempt">Which attempt it was, from 1.</param>
/// <param name="Outcome"><c>failed</c>, <c>refused</c>, <c>gave up</c>, <c>turned</c> or <c>undone</c>.</param>
/// <param name="Error">What went wrong.</param>
public sealed record SagaAttempt(DateTimeOffset At, string Step, bool IsUndo, int Attempt, string Outcome, string? Error);
