namespace Roost.Messaging.Tests.Model;

/// <content>What kinds with limits may do.</content>
internal sealed partial class Oracle
{
    private readonly Dictionary<(string Kind, int Tenant, string Key), RateWindow> _rates = [];

    /// <summary>What is declared at this moment.</summary>
    public Dictionary<string, Limits?> Limits { get; } = Kind.All.ToDictionary(kind => kind.Name, kind => kind.Limits);

    /// <summary>Follows what one look let go, if all of it may.</summary>
    public void Admit(IReadOnlyCollection<Job> admitted)
    {
        foreach (var kind in admitted.GroupBy(job => job.Kind))
        {
            foreach (var key in kind.GroupBy(job => (job.Tenant, job.Key)))
            {
                var first = Queue(kind.Key, key.Key.Tenant, key.Key.Key).Take(key.Count());
                Require(first.ToHashSet().SetEquals(key), $"{Names(key)} went before {Names(first.Except(key))}, which stands before.");
            }

            foreach (var job in kind.OrderBy(job => job.Priority).ThenBy(job => job.Number))
            {
                Require(Obstacle(job) is not { } obstacle, $"{job} was admitted, and {Obstacle(job)}.");
                job.State = JobState.Ready;
                job.ReadyAt = Step;
                job.IsAnywhere = true;
                Count(job);
            }
        }
    }

    /// <summary>Those that are held and could go at this moment.</summary>
    public IEnumerable<Job> Admissible() =>
        Jobs.Where(job => job.State == JobState.Held && Queue(job.Kind, job.Tenant, job.Key).First() == job && Obstacle(job) is null);

    /// <summary>Changes what is declared of a kind. Jobs from before count as well, and dead letters: they stop those behind them, and may be replayed.</summary>
    public void Declare(Kind kind, Limits? limits)
    {
        var before = Limits[kind.Name];
        Limits[kind.Name] = limits;
        // Another priority is one for those to come.
        if (limits == (before is null || limits is null ? before : before with { Priority = limits.Priority }))
        {
            return;
        }

        foreach (var job in Jobs.Where(job => job.Kind == kind && (job.IsLive || job.State == JobState.Dead)))
        {
            job.IsLimited = true;
        }
    }

    // Those of one key that are held, in the order in which they are to go: as they were asked for, where that is declared.
    private IEnumerable<Job> Queue(Kind kind, int tenant, string key) => Jobs
        .Where(job => job.State == JobState.Held && job.Kind == kind && job.Tenant == tenant && job.Key == key)
        .OrderBy(job => Limits[kind.Name] is { InOrder: true } ? 0 : job.Priority).ThenBy(job => job.Number);

    /// <summary>What is in the way of a job that is held.</summary>
    private string? Obstacle(Job job)
    {
        if (Limits[job.Kind.Name] is not { } limits)
        {
            return null;
        }

        var same = Jobs.Where(other => other != job && other.IsLimited && other.Kind == job.Kind).ToArray();
        var tenant = same.Where(other => other.Tenant == job.Tenant).ToArray();
        var key = tenant.Where(other => other.Key == job.Key).ToArray();
        // A parent waits for its child, which cannot wait for it.
        if (limits.InOrder && key.FirstOrDefault(other => other.HasPlace || (other != job.Parent && other.Number < job.Number && (other.IsLive || other.State == JobState.Dead))) is { } before)
        {
            return $"{before}, which is {before.State}, is in its way";
        }

        return Full(same, limits.Running, "of its kind")
            ?? Full(tenant, limits.PerTenant, "of its tenant")
            ?? Full(key, limits.InOrder ? null : limits.PerKey, "of its key")
            ?? (limits.Rate is { } rate && Window(job, limits) is { } window && window.Used >= rate ? $"{window.Used} began in this time already" : null);
    }

    private static string? Full(Job[] jobs, int? most, string whose) =>
        most is not null && jobs.Count(job => job.HasPlace) >= most ? $"{most} {whose} have a place already" : null;

    private RateWindow? Window(Job job, Limits limits) => _rates.TryGetValue(RateOf(job, limits), out var window) && window.EndsAt > Now ? window : null;

    private void Count(Job job)
    {
        if (Limits[job.Kind.Name] is { Rate: not null } limits)
        {
            var window = Window(job, limits) ?? new(Now + limits.Period, 0);
            _rates[RateOf(job, limits)] = window with { Used = window.Used + 1 };
        }
    }

    private static (string Kind, int Tenant, string Key) RateOf(Job job, Limits limits) =>
        (job.Kind.Name, limits.Scope > 0 ? job.Tenant : 2, limits.Scope > 1 ? job.Key : "");

    public static string Names(IEnumerable<Job> jobs) => string.Join(", ", jobs);

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new MismatchException(otherwise);
        }
    }
}
