using Roost.Messaging.Sagas.Declaration;
using Roost.Messaging.Workers;

namespace Roost.Messaging.Sagas.Driving;

/// <summary>What to do with an instance that stands where it stands: steps to run, or something to write down. The rules of sagas are here, and nowhere else.</summary>
internal static class Moves
{
    private const int MostIfOneWay = 20;
    private const string Cancelled = "cancelled";
    private const string TooLate = "timed_out";

    public static Move Of(SagaPlan plan, SagaView view)
    {
        if (view.IsBackward)
        {
            return plan.NextUndo(view.Progress) is { } undo ? new([undo], true, null) : Write(End(view, SagaStatus.Undone));
        }

        var next = plan.Next(view.Progress);
        if (view.IsUnwanted && plan.MayTurn(view.Progress))
        {
            return Write(Turn(plan, view, next.Count == 0 ? "" : next[0].Name, 0, Cancelled, "Somebody wants it undone.", "turned"));
        }

        return next switch
        {
            [] => Write(End(view, SagaStatus.Completed)),
            [{ Signal: { } signal } step] when view.Signal is null => Write(view.WaitsFor == signal && view.Waits <= TimeSpan.Zero
                ? GivenUp(plan, view, [step], step, false, 0, TooLate, $"No {signal} came within {step.Within}.", "turned")
                : Wait(plan, view, step)),
            // Somebody has done by hand what came before: these were not said to be begun.
            _ when next.Any(step => !view.Progress.Begun.Contains(step.Name)) => Write(Begin(view, next)),
            _ => new(next, false, null),
        };
    }

    /// <summary>What is written down with a step that has succeeded.</summary>
    public static SagaRecord AfterSuccess(SagaPlan plan, SagaView view, SagaStep step, bool isUndo, byte[] state) =>
        isUndo ? AfterUndo(plan, view, step, state)
        : plan.IsJoined(step, view.Progress) ? AfterStage(plan, view, step, state)
        : new()
        {
            Revision = view.Revision,
            Status = SagaStatus.Forward,
            Progress = view.Progress.With(step),
            State = state,
            Fate = SagaFate.Stays,
            Timeout = TimeoutOf(step),
        };

    /// <summary>What is written down when attempts have failed, at steps that ran side by side.</summary>
    /// <returns>That, and the step and the failure that it is about.</returns>
    public static (SagaRecord Record, SagaStep Step, StepEnd.Failed Failed) AfterFailures(
        SagaPlan plan, SagaView view, IReadOnlyList<(SagaStep Step, StepEnd.Failed Failed)> failures, bool isUndo)
    {
        var attempt = view.Progress.Failures + 1;
        var steps = failures.Select(failure => failure.Step).ToArray();
        var isOneWay = isUndo || !plan.MayTurn(view.Progress);
        var over = failures.Where(failure => !failure.Failed.MayPass || attempt >= (isOneWay ? MostIfOneWay : failure.Step.MaxAttempts)).ToArray();
        var (step, failed) = over.Length > 0 ? over[0] : failures[0];
        if (over.Length == 0)
        {
            return (Stay(view, isUndo, steps) with
            {
                After = step.Pause?.Invoke(attempt) ?? Backoff.After(attempt, Random.Shared.NextDouble()),
                WaitsFor = isUndo ? null : step.Signal,
                HeedsCancel = !isUndo && plan.MayTurn(view.Progress),
                Trail = new(step.Name, isUndo, attempt, "failed", failed.Error),
            }, step, failed);
        }

        return (GivenUp(plan, view, steps, step, isUndo, attempt, failed.Code, failed.Error, failed.MayPass ? "gave up" : "refused"), step, failed);
    }

    private static Move Write(SagaRecord record) => new([], false, record);

    private static SagaRecord AfterStage(SagaPlan plan, SagaView view, SagaStep step, byte[] state)
    {
        var next = plan.Next(view.Progress.With(step));
        var progress = view.Progress.With(step, next);
        // Nothing that this record says to be begun has been, if it is to be turned at once.
        var ifUnwanted = progress with { Begun = [] };
        var signal = next is [{ Signal: not null } wait] ? wait : null;
        return new()
        {
            Revision = view.Revision,
            Status = next.Count == 0 ? SagaStatus.Completed : SagaStatus.Forward,
            Progress = progress,
            State = state,
            Used = step.Signal is null ? null : view.Signal?.Id,
            Fate = next.Count == 0 ? SagaFate.Over : signal is null ? SagaFate.GoesOn : SagaFate.Waits,
            WaitsFor = signal?.Signal,
            After = signal?.Within,
            Timeout = TimeoutOf([.. next, step]),
            HeedsCancel = next.Count > 0 && plan.MayTurn(ifUnwanted),
            IfUnwanted = ifUnwanted,
        };
    }

    private static SagaRecord AfterUndo(SagaPlan plan, SagaView view, SagaStep step, byte[] state)
    {
        var undone = view.Progress.Without(step);
        var before = plan.NextUndo(undone);
        return new()
        {
            Revision = view.Revision,
            Status = before is null ? SagaStatus.Undone : SagaStatus.Backward,
            Progress = undone,
            State = state,
            Error = view.Error,
            Fate = before is null ? SagaFate.Over : SagaFate.GoesOn,
            Timeout = TimeoutOf(before ?? step),
            Trail = new(step.Name, true, view.Progress.Failures + 1, "undone", null),
        };
    }

    // Behind a step that must succeed, and on the way back, there is nowhere to go: people see to it, and the attempts count anew from there.
    private static SagaRecord GivenUp(
        SagaPlan plan, SagaView view, IReadOnlyList<SagaStep> steps, SagaStep step, bool isUndo, int attempt, string code, string error, string outcome) =>
        isUndo || !plan.MayTurn(view.Progress)
            ? Stay(view, isUndo, steps) with
            {
                Progress = view.Progress with { Failures = 0 },
                Fate = SagaFate.Parked,
                Error = view.Error ?? code,
                Trail = new(step.Name, isUndo, attempt, outcome, error),
            }
            : Turn(plan, view, step.Name, attempt, code, error, outcome);

    private static SagaRecord Stay(SagaView view, bool isUndo, IReadOnlyList<SagaStep> steps) => new()
    {
        Revision = view.Revision,
        Status = isUndo ? SagaStatus.Backward : SagaStatus.Forward,
        Progress = view.Progress.Failed(),
        Error = view.Error,
        Fate = SagaFate.Again,
        Timeout = TimeoutOf([.. steps]),
    };

    private static SagaRecord Turn(SagaPlan plan, SagaView view, string step, int attempt, string code, string error, string outcome) => new()
    {
        Revision = view.Revision,
        Status = SagaStatus.Backward,
        Progress = view.Progress.Turned(),
        Error = code,
        Fate = SagaFate.GoesOn,
        Timeout = plan.NextUndo(view.Progress) is { } undo ? TimeoutOf(undo) : TimeSpan.FromMinutes(1),
        Trail = new(step, false, attempt, outcome, error),
    };

    private static SagaRecord Wait(SagaPlan plan, SagaView view, SagaStep step) => new()
    {
        Revision = view.Revision,
        Status = SagaStatus.Forward,
        Progress = view.Progress,
        Fate = SagaFate.Waits,
        WaitsFor = step.Signal,
        // Whoever was woken for nothing waits for what is left.
        After = view.WaitsFor == step.Signal ? view.Waits : step.Within,
        Timeout = TimeoutOf(step),
        HeedsCancel = plan.MayTurn(view.Progress),
    };

    private static SagaRecord Begin(SagaView view, IReadOnlyList<SagaStep> steps) => new()
    {
        Revision = view.Revision,
        Status = SagaStatus.Forward,
        Progress = view.Progress with { Begun = [.. steps.Select(step => step.Name)] },
        Fate = SagaFate.GoesOn,
        WaitsFor = steps[0].Signal,
        Timeout = TimeoutOf([.. steps]),
    };

    private static SagaRecord End(SagaView view, SagaStatus status) => new()
    {
        Revision = view.Revision,
        Status = status,
        Progress = view.Progress,
        Error = view.Error,
        Fate = SagaFate.Over,
    };

    /// <summary>How long a worker may have the instance for steps that run side by side, with what it takes to write down how they ended.</summary>
    public static TimeSpan TimeoutOf(params ReadOnlySpan<SagaStep> steps)
    {
        var longest = TimeSpan.Zero;
        foreach (var step in steps)
        {
            longest = step.Timeout > longest ? step.Timeout : longest;
        }

        return longest + TimeSpan.FromSeconds(30);
    }
}

/// <summary>Steps to run side by side, or something to write down.</summary>
internal readonly record struct Move(IReadOnlyList<SagaStep> Steps, bool IsUndo, SagaRecord? Record);
