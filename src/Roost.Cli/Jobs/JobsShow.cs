using System.Globalization;
using Roost.Cli.Operators;
using Roost.Messaging.Jobs;
using Roost.Messaging.Steering;
using Spectre.Console;

namespace Roost.Cli.Jobs;

/// <summary>Shows jobs and queues, in tables for people or JSON for machines.</summary>
internal sealed class JobsShow(JobViews views, Screen screen, bool json)
{
    // A look that finds nothing among very many ends early; it is not gone on with for ever.
    private const int MostLooks = 200;

    public async Task ListAsync(JobState? state, JobFilter filter, int limit, CancellationToken cancellationToken)
    {
        var found = new List<JobSummary>();
        string? cursor = null;
        var looks = 0;
        do
        {
            var slice = await views.ListAsync(state, filter, cursor, Math.Min(limit - found.Count, JobViews.MaxLimit), cancellationToken);
            found.AddRange(slice.Items);
            cursor = slice.Next;
        }
        while (cursor is not null && found.Count < limit && ++looks < MostLooks);
        if (json)
        {
            screen.Raw(OperatorJson.Write(found));
            return;
        }

        if (found.Count > 0)
        {
            screen.Show(state == JobState.Dead ? Dead(found) : Live(found));
        }

        screen.Say(found.Count == 0 ? "None." : cursor is null ? $"{found.Count:N0} in all." : "There may be more: say --limit N, or which with --queue, --kind, --tenant, --state.");
    }

    public async Task QueuesAsync(CancellationToken cancellationToken)
    {
        var queues = await views.QueuesAsync(cancellationToken);
        if (json)
        {
            screen.Raw(OperatorJson.Write(queues));
            return;
        }

        var table = OperatorTable.Create("queue", "oldest ready", "ready", "running", "scheduled", "held", "waiting", "suspect", "dead", "limits", "paused since");
        foreach (var queue in queues)
        {
            table.Add(
                queue.Queue, Age(queue.OldestReady), $"{queue.Ready}", $"{queue.Running}", $"{queue.Scheduled}", $"{queue.Held}", $"{queue.Waiting}", $"{queue.Suspect}", $"{queue.Dead}",
                Limits(queue), Time(queue.PausedAt));
        }

        screen.Show(table);
    }

    public async Task JobAsync(Guid id, CancellationToken cancellationToken)
    {
        var job = await views.FindAsync(id, cancellationToken) ?? throw new CliFault($"There is no job {id}, or it was over so long ago that nothing is known of it any more.");
        if (json)
        {
            screen.Raw(OperatorJson.Write(job));
            return;
        }

        var table = Spectre.Console.TableExtensions.HideHeaders(OperatorTable.Create("what", "is"));
        Row("id", $"{job.Id}");
        Row("state", Name(job.State));
        Row("kind", job.Kind);
        Row("queue", job.Queue);
        Row("tenant", job.Tenant?.ToString());
        Row("attempts", job.MaxAttempts is { } most ? $"{job.Attempts} of {most} failed{(job.Crashes > 0 ? $"; {job.Crashes} death{(job.Crashes == 1 ? "" : "s")}" : "")}" : $"{job.Attempts}");
        Row("added", Time(job.AddedAt));
        Row("runs at", Time(job.RunAt));
        Row("ended", Time(job.EndedAt));
        Row("key", job.Key);
        Row("unique key", job.UniqueKey);
        Row("parent", job.Parent?.ToString());
        Row("worker", job.Worker is { } worker ? $"{worker} on {job.Host}, until {Time(job.DeadlineAt)}" : null);
        Row("asked by", job.PrincipalKind is null ? null : $"{job.PrincipalKind.ToLowerInvariant()} {job.Principal} {string.Join(' ', job.Roles ?? [])}".TrimEnd());
        Row("correlation", job.CorrelationId);
        Row("progress", job.Done is { } done ? $"{done}{(job.Total is { } total ? $" of {total}" : "")} at {Time(job.ReportedAt)} {job.Detail}".TrimEnd() : null);
        Row("payload", job.Payload?.ToString());
        Row("result", job.Result?.ToString());
        foreach (var failure in job.Failures)
        {
            Row($"attempt {failure.Attempt}", $"{Time(failure.At)}: {failure.Error}");
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

    private static Table Live(IEnumerable<JobSummary> jobs)
    {
        var table = OperatorTable.Create("id", "state", "queue", "kind", "tenant", "priority", "failed", "added", "runs at");
        foreach (var job in jobs)
        {
            table.Add(
                $"{job.Id}", Name(job.State), job.Queue, job.Kind, job.Tenant?.ToString() ?? "", job.Priority.ToString(CultureInfo.InvariantCulture),
                $"{job.Attempts} of {job.MaxAttempts}", Time(job.AddedAt), Time(job.RunAt));
        }

        return table;
    }

    private static Table Dead(IEnumerable<JobSummary> jobs)
    {
        var table = OperatorTable.Create("id", "queue", "kind", "tenant", "failed", "died", "error");
        foreach (var job in jobs)
        {
            table.Add($"{job.Id}", job.Queue, job.Kind, job.Tenant?.ToString() ?? "", $"{job.Attempts} of {job.MaxAttempts}", Time(job.EndedAt), job.Error ?? "");
        }

        return table;
    }

    private static string Name(JobState state) => $"{state}".ToLowerInvariant();

    private static string Time(DateTimeOffset? at) => at is { } time ? time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "";

    private static string Age(TimeSpan? age) => age is { } time && time >= TimeSpan.Zero ? time.ToString(time.TotalDays >= 1 ? @"d\d\ hh\:mm\:ss" : @"hh\:mm\:ss", CultureInfo.InvariantCulture) : "";

    private static string Limits(QueueOverview queue) => string.Join(", ", new[]
    {
        queue.MaxRunning is { } most ? $"{most} at once" : null,
        queue.RateCount is { } count ? $"{count} in {queue.RatePeriod}" : null,
    }.OfType<string>());
}
