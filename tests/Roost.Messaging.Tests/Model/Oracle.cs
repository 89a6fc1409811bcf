namespace Roost.Messaging.Tests.Model;

/// <summary>What the queue promises, in memory and one step at a time. It says what a call returns and where each job is then; where the queue may choose, it follows.</summary>
internal sealed partial class Oracle
{
    private readonly Dictionary<(int Tenant, string Kind, string Key), KeyHolder> _keys = [];

    public List<Job> Jobs { get; } = [];

    public List<Lease> Leases { get; } = [];

    public List<WorkerLife> Workers { get; } = [];

    public IReadOnlyDictionary<(int Tenant, string Kind, string Key), KeyHolder> Keys => _keys;

    /// <summary>Hours since the history began.</summary>
    public int Now { get; private set; }

    /// <summary>Which step this is.</summary>
    public int Step { get; private set; }

    public IEnumerable<Job> Live => Jobs.Where(job => job.IsLive);

    public void Pass(int ticks) => Now += ticks;

    public void Begin() => Step++;

    /// <summary>Adds jobs of one call.</summary>
    /// <returns><see langword="false"/> if the call is refused as a whole, because a parent does not wait for children, or not any more.</returns>
    public bool Add(IReadOnlyList<Job> asked)
    {
        var refused = asked.Where(job => job.UniqueKey is not null && (IsTaken(job) || asked.First(other => other.UniqueKey is not null && KeyOf(other) == KeyOf(job)) != job)).ToHashSet();
        if (asked.Any(job => job.Parent is { } parent && !(asked.Contains(parent) ? parent.Waits && !refused.Contains(parent) : parent.State == JobState.Waiting && parent.Tenant == job.Tenant)))
        {
            return false;
        }

        foreach (var job in asked)
        {
            Jobs.Add(job);
            job.Due = Now + job.Delay;
            job.State = refused.Contains(job) ? JobState.Refused : job.Waits ? JobState.Waiting : job.Delay > 0 ? JobState.Scheduled : ReadyOrHeld(job);
            if (job.UniqueKey is not null && job.State != JobState.Refused)
            {
                _keys[KeyOf(job)] = new(job, Now + job.Window);
            }
        }

        return true;
    }

    /// <summary>Whether a worker's lease is the one by which a job runs.</summary>
    public static bool Holds(Guid worker, Job job, int lease) => job.State == JobState.Running && job.Worker!.Id == worker && job.Lease == lease;

    /// <summary>Ends a job in whichever way.</summary>
    public void End(Job job, JobState state)
    {
        job.State = state;
        job.Worker = null;
        if (job.UniqueKey is not null && _keys.TryGetValue(KeyOf(job), out var holder) && holder.Job == job && holder.Until is null)
        {
            _keys.Remove(KeyOf(job));
        }

        if (job.Parent is { State: JobState.Waiting } parent && state != JobState.Done)
        {
            parent.ChildrenDead++;
        }
    }

    /// <summary>An attempt that failed.</summary>
    /// <returns>What becomes of the job.</returns>
    public string Fail(Job job, int? retryIn)
    {
        if (job.IsCancelling)
        {
            End(job, JobState.Cancelled);
            return "cancelled";
        }

        if (retryIn is null || job.Attempt + 1 >= Kind.Attempts)
        {
            Bury(job);
            return "dead";
        }

        job.Attempt++;
        job.Crashes = 0;
        job.Worker = null;
        job.State = JobState.Scheduled;
        job.Due = Now + retryIn.Value;
        return "again";
    }

    /// <summary>A job goes to others as it was, if anybody wants it.</summary>
    public void GiveBack(Job job)
    {
        if (job.IsCancelling)
        {
            End(job, JobState.Cancelled);
            return;
        }

        job.State = job.Crashes > 0 ? JobState.Suspect : JobState.Ready;
        job.Worker = null;
    }

    /// <summary>Makes jobs ready whose time has come.</summary>
    public void Promote()
    {
        foreach (var job in Jobs.Where(job => job.State == JobState.Scheduled && job.Due <= Now))
        {
            job.State = ReadyOrHeld(job);
        }
    }

    /// <summary>Takes from the dead, and from those that live and do not look after a job, what they have.</summary>
    /// <returns>How many go to others, and how many are dead letters.</returns>
    public (int Back, int Dead) Rescue(WorkerLife judge)
    {
        if (!judge.HasRow || judge.IsSilent || judge.SteadySince >= Now)
        {
            return (0, 0);
        }

        Workers.ForEach(worker => worker.HasRow &= !worker.IsSilent);
        var lost = Jobs.Where(job => job.State == JobState.Running && (!job.Worker!.HasRow || job.ClaimedAt + Kind.Timeout < Now)).ToArray();
        foreach (var job in lost)
        {
            Rescue(job, isAlive: job.Worker!.HasRow);
        }

        var dead = lost.Count(job => job.State == JobState.Dead);
        return (lost.Count(job => job.IsLive), dead);
    }

    /// <summary>Lets parents go whose children are over.</summary>
    /// <returns>How many.</returns>
    public int Release()
    {
        var free = Jobs.Where(parent => parent.State == JobState.Waiting && !Live.Any(child => child.Parent == parent)).ToArray();
        foreach (var parent in free)
        {
            parent.State = parent.Due > Now ? JobState.Scheduled : ReadyOrHeld(parent);
            parent.IsAnywhere = true;
        }

        return free.Length;
    }

    private void Rescue(Job job, bool isAlive)
    {
        if (job.IsCancelling)
        {
            End(job, JobState.Cancelled);
            return;
        }

        if (isAlive && job.Attempt + 1 >= Kind.Attempts)
        {
            Bury(job);
            return;
        }

        if (!isAlive && job.Crashes >= 2)
        {
            job.Crashes++;
            End(job, JobState.Dead);
            return;
        }

        job.Worker = null;
        job.ReadyAt = Step;
        job.IsAnywhere = false;
        job.State = isAlive ? JobState.Ready : JobState.Suspect;
        job.Attempt += isAlive ? 1 : 0;
        job.Crashes = isAlive ? 0 : job.Crashes + 1;
    }

    private void Bury(Job job)
    {
        job.Attempt++;
        End(job, JobState.Dead);
    }

    // What is admitted takes its place in the lane then.
    private JobState ReadyOrHeld(Job job)
    {
        job.ReadyAt = Step;
        job.IsAnywhere = false;
        return job.IsLimited ? JobState.Held : JobState.Ready;
    }

    private bool IsTaken(Job job) => _keys.TryGetValue(KeyOf(job), out var holder) && !(holder.Until <= Now);

    private static (int Tenant, string Kind, string Key) KeyOf(Job job) => (job.Tenant, job.Kind.Name, job.UniqueKey!);
}
