namespace Roost.Messaging.Tests.Model;

/// <summary>What is asked of one job.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Priority">-1, 0 or 1, where the kind lets it.</param>
/// <param name="Delay">Ticks.</param>
/// <param name="Key">Which key, 0 for none.</param>
/// <param name="Unique">Which unique key, 0 for none.</param>
/// <param name="Window">Ticks, 0 for none.</param>
/// <param name="Parent">0 none, 1 one that waits, 2 one of the same call, else any that was to wait.</param>
/// <param name="Waits">Whether it waits for children.</param>
internal sealed record Asked(int Kind, int Priority, int Delay, int Key, int Unique, int Window, int Parent, bool Waits)
{
    public static readonly Asked Plain = new(0, 0, 0, 0, 0, 0, 0, false);
}

/// <summary>A tenant adds jobs in one call.</summary>
internal sealed record AddJobs(int Tenant, IReadOnlyList<Asked> Jobs) : Step
{
    public override string Play(Play play)
    {
        var jobs = new List<Job>();
        foreach (var asked in Jobs)
        {
            jobs.Add(Make(play.Oracle, asked, jobs));
        }

        var isAdded = play.Oracle.Add(jobs);
        var told = $"{Tenants.Name(Tenant)} adds {string.Join("; ", jobs.Select(Tell))}";
        Model.Play.Same(isAdded, play.Queue.Add(jobs), $"{told}: whether they are added");
        return isAdded ? told : $"{told}: refused, a parent does not wait";
    }

    private Job Make(Oracle oracle, Asked asked, List<Job> before)
    {
        var kind = Kind.All[asked.Kind];
        var limits = oracle.Limits[kind.Name];
        var number = oracle.Jobs.Count + before.Count + 1;
        return new($"j{number}", number, Tenant, kind)
        {
            Priority = limits is { InOrder: true } ? limits.Priority : (short)asked.Priority,
            Delay = asked.Delay,
            // A parent that goes in order is in the way of those behind it with its key. One of them that is its child would wait for it, and it for that one.
            Key = asked.Waits && limits is not null ? $"p{number}" : asked.Key == 0 ? "" : $"k{asked.Key}",
            UniqueKey = asked.Unique == 0 ? null : $"u{asked.Unique}",
            Window = asked.Window == 0 || asked.Unique == 0 ? null : asked.Window,
            IsLimited = limits is not null,
            Waits = asked.Waits,
            Parent = asked.Parent switch
            {
                0 => null,
                1 => oracle.Live.LastOrDefault(job => job.State == JobState.Waiting && job.Tenant == Tenant),
                2 => before.LastOrDefault(job => job.Waits),
                var any => Pick([.. oracle.Jobs.Where(job => job.Waits)], any),
            },
        };
    }

    private static string Tell(Job job)
    {
        IEnumerable<string?> parts =
        [
            job.Kind.Name,
            job.Priority != 0 ? $"priority {job.Priority}" : null,
            job.Delay > 0 ? $"in {job.Delay} h" : null,
            job.Key.Length > 0 ? $"key {job.Key}" : null,
            job.UniqueKey is not null ? $"unique {job.UniqueKey}{(job.Window is { } window ? $" for {window} h" : "")}" : null,
            job.Waits ? "waits for children" : null,
            job.Parent is not null ? $"child of {job.Parent}" : null,
            job.State == JobState.Refused ? "not added: its key is taken" : null,
        ];
        return $"{job.Name} ({string.Join(", ", parts.OfType<string>())})";
    }
}
