namespace Roost.Messaging.Tests.Model;

/// <content>What may be taken of a queue, and in which order.</content>
internal sealed partial class Oracle
{
    private readonly Dictionary<string, RateWindow> _lineRates = [];

    public HashSet<string> Paused { get; } = [];

    /// <summary>The lanes of a queue that have something to do; none while it is paused.</summary>
    public IReadOnlyList<JobLane> Lanes(Line line) => Paused.Contains(line.Name) ? [] : [.. Ready(line)
        .Select(job => new JobLane(job.Priority, job.Tenant, job.Kind.Name))
        .Distinct()
        .OrderBy(lane => lane.Priority).ThenBy(lane => Tenants.Ids[lane.Tenant].ToString(), StringComparer.Ordinal).ThenBy(lane => lane.Kind, StringComparer.Ordinal)];

    /// <summary>Follows a claim of so many of each lane, if all of it may be taken, and none is missing.</summary>
    public void Claim(WorkerLife worker, Line line, IReadOnlyList<(JobLane Lane, int Quota)> shares, IReadOnlyList<Taken> taken)
    {
        var there = shares.Select(share => Ready(line).Where(job => IsIn(job, share.Lane)).OrderBy(job => job.ReadyAt).ThenBy(job => job.Number).ToArray()).ToArray();
        var room = worker.HasRow ? Room(line, shares.Sum(share => share.Quota)) : 0;
        var expected = Math.Min(room, shares.Zip(there, (share, jobs) => Math.Min(share.Quota, jobs.Length)).Sum());
        Require(taken.Count == expected, $"{taken.Count} were taken, and it should be {expected}.");
        foreach (var (share, jobs) in shares.Zip(there))
        {
            var of = taken.Where(job => jobs.Contains(job.Job)).Select(job => job.Job).ToArray();
            Require(of.Length <= share.Quota, $"{of.Length} of a lane were taken, and {share.Quota} were asked for.");
            var left = jobs.Except(of).Where(job => of.Any(job.IsBefore));
            Require(!left.Any(), $"{Names(left)} stood before {Names(of)}, and was left.");
        }

        Require(taken.All(job => there.Any(lane => lane.Contains(job.Job))), $"{Names(taken.Select(job => job.Job))} were taken, and not all of these were in the lanes.");
        Take(worker, line, taken);
    }

    /// <summary>Follows the claim of a suspect.</summary>
    public void ClaimSuspect(WorkerLife worker, Line line, IReadOnlyList<Taken> taken)
    {
        var expected = worker.HasRow && Room(line, 1) > 0
            ? Jobs.Where(job => job.State == JobState.Suspect && job.Kind.Queue == line.Name).OrderBy(job => job.ReadyAt).ThenBy(job => job.Number).Take(1).ToArray()
            : [];
        Require(expected.SequenceEqual(taken.Select(job => job.Job)), $"The suspect should be {Names(expected)}.");
        Take(worker, line, taken);
    }

    private IEnumerable<Job> Ready(Line line) => Jobs.Where(job => job.State == JobState.Ready && job.Kind.Queue == line.Name);

    private static bool IsIn(Job job, JobLane lane) => new JobLane(job.Priority, job.Tenant, job.Kind.Name) == lane;

    private int Room(Line line, int wanted)
    {
        if (Paused.Contains(line.Name))
        {
            return 0;
        }

        var running = line.Running - Jobs.Count(job => job.State == JobState.Running && job.Kind.Queue == line.Name);
        var used = _lineRates.TryGetValue(line.Name, out var window) && window.EndsAt > Now ? window.Used : 0;
        return Math.Max(0, Math.Min(wanted, Math.Min(running ?? wanted, line.Rate - used ?? wanted)));
    }

    private void Take(WorkerLife worker, Line line, IReadOnlyList<Taken> taken)
    {
        foreach (var (job, lease, attempt, hasParent, childrenDead) in taken)
        {
            Require(
                (attempt, hasParent, childrenDead) == (job.Attempt, job.Parent is not null, job.ChildrenDead),
                $"{job} was said to have failed {attempt} times, {(hasParent ? "with" : "without")} a parent, with {childrenDead} dead children; it should be {job.Attempt}, {job.Parent?.Name ?? "none"}, {job.ChildrenDead}.");
            job.State = JobState.Running;
            job.Worker = worker;
            job.Lease = lease;
            job.ClaimedAt = Now;
            Leases.Add(new(job, lease, worker));
        }

        if (line.Rate is not null && taken.Count > 0)
        {
            var window = _lineRates.TryGetValue(line.Name, out var open) && open.EndsAt > Now ? open : new(Now + line.Period, 0);
            _lineRates[line.Name] = window with { Used = window.Used + taken.Count };
        }
    }
}

/// <summary>A tenant's jobs of one kind and priority.</summary>
internal sealed record JobLane(short Priority, int Tenant, string Kind);

/// <summary>What the queue said of a job that it gave to a worker.</summary>
internal sealed record Taken(Job Job, int Lease, int Attempt, bool HasParent, int ChildrenDead);

/// <summary>Two tenants, and none.</summary>
internal static class Tenants
{
    public static readonly Guid[] Ids = [new("00000000-0000-0000-0000-00000000000a"), new("00000000-0000-0000-0000-00000000000b"), Guid.Empty];

    public static string Name(int tenant) => tenant == 2 ? "nobody" : $"tenant {(char)('A' + tenant)}";
}
