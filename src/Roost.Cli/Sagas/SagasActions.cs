using System.Globalization;
using Roost.Cli.Operators;
using Roost.Messaging.Steering;

namespace Roost.Cli.Sagas;

/// <summary>Shows sagas, and steers them.</summary>
internal sealed class SagasActions(SagaSteering steering, Screen screen, bool json)
{
    public async Task ListAsync(string? name, Guid? tenant, string? state, int limit, CancellationToken cancellationToken)
    {
        var found = await steering.ListAsync(name, tenant, state, limit, cancellationToken);
        if (json)
        {
            screen.Raw(OperatorJson.Write(found));
            return;
        }

        if (found.Count > 0)
        {
            var table = OperatorTable.Create("id", "saga", "key", "tenant", "state", "step", "began", "error");
            foreach (var saga in found)
            {
                table.Add($"{saga.Id}", $"{saga.Name} v{saga.Version}", saga.Key, $"{saga.Tenant}", saga.State, saga.Step ?? "", Time(saga.BeganAt), saga.Error ?? "");
            }

            screen.Show(table);
        }

        screen.Say(found.Count == 0 ? "None." : found.Count < limit ? $"{found.Count:N0} in all." : "There may be more: say --limit N, or which with --name, --tenant, --state.");
    }

    public async Task ShowAsync(Guid id, CancellationToken cancellationToken)
    {
        var details = await steering.FindAsync(id, cancellationToken) ?? throw new CliFault($"There is no saga {id}, or it was over so long ago that nothing is known of it any more.");
        if (json)
        {
            screen.Raw(OperatorJson.Write(details));
            return;
        }

        var saga = details.Saga;
        var table = Spectre.Console.TableExtensions.HideHeaders(OperatorTable.Create("what", "is"));
        Row("id", $"{saga.Id}");
        Row("saga", $"{saga.Name}, version {saga.Version}");
        Row("key", saga.Key);
        Row("tenant", $"{saga.Tenant}");
        Row("state", saga.State);
        Row("step", saga.Step);
        Row("error", saga.Error);
        Row("waits for", details.WaitsFor is null ? null : $"{details.WaitsFor}{(details.WakeAt is { } until ? $", until {Time(until)}" : "")}");
        Row("began", Time(saga.BeganAt));
        Row("changed", Time(saga.ChangedAt));
        Row("done", string.Join(", ", details.Done));
        Row("begun", string.Join(", ", details.Begun));
        Row("undone", string.Join(", ", details.Undone));
        Row("remembers", details.Content?.ToJsonString());
        foreach (var attempt in details.History)
        {
            Row($"{(attempt.IsUndo ? "undo " : "")}{attempt.Step}, attempt {attempt.Attempt}", $"{Time(attempt.At)}: {attempt.Outcome}{(attempt.Error is null ? "" : $". {attempt.Error}")}");
        }

        screen.Show(table);

        void Row(string what, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                table.Add(what, value);
            }
        }
    }

    public async Task RetryAsync(Guid id, CancellationToken cancellationToken) => Say(
        await steering.RetryAsync(id, cancellationToken) == SteeringResult.Done ? SteeringResult.Done : throw new CliFault($"There is no saga {id} that is parked or waits for its next attempt."), $"Saga {id} goes on.");

    public async Task ResumeAsync(Guid id, CancellationToken cancellationToken) => Say(
        await steering.ResumeAsync(id, cancellationToken) == SteeringResult.Done ? SteeringResult.Done : throw new CliFault($"There is no saga {id} that is parked."), $"Saga {id} goes on behind the step that it was parked at.");

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private void Say(SteeringResult outcome, string line)
    {
        if (json)
        {
            screen.Raw(OperatorJson.Write(new { outcome }));
        }
        else
        {
            screen.Done(line);
        }
    }
}
