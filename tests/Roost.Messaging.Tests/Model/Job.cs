namespace Roost.Messaging.Tests.Model;

/// <summary>Where a job is: the numbers of the table, and behind them where it went.</summary>
internal enum JobState
{
    Scheduled = 0,
    Ready = 1,
    Running = 2,
    Held = 3,
    Waiting = 4,
    Suspect = 5,
    Done = 10,
    Cancelled = 11,
    Dead = 12,
    Refused = 13,
    Discarded = 14,
}

/// <summary>What the oracle knows of one job.</summary>
internal sealed class Job(string name, int number, int tenant, Kind kind)
{
    public string Name { get; } = name;

    /// <summary>Its place in the order of asking.</summary>
    public int Number { get; } = number;

    public Guid Id { get; } = Guid.CreateVersion7();

    public int Tenant { get; } = tenant;

    public Kind Kind { get; } = kind;

    public string Key { get; init; } = "";

    public string? UniqueKey { get; init; }

    public int? Window { get; init; }

    public int Delay { get; init; }

    public bool IsLimited { get; set; }

    public bool Waits { get; init; }

    public Job? Parent { get; set; }

    public short Priority { get; set; }

    public JobState State { get; set; }

    /// <summary>The tick at which its time comes.</summary>
    public int Due { get; set; }

    /// <summary>The step that made it ready, which is its place in its lane.</summary>
    public int ReadyAt { get; set; }

    /// <summary>Whether its place among those of the same step is open: what is released or admitted comes one by one, and by chance which tenant and key first.</summary>
    public bool IsAnywhere { get; set; }

    public int Attempt { get; set; }

    public int Crashes { get; set; }

    public int ChildrenDead { get; set; }

    public bool IsCancelling { get; set; }

    public WorkerLife? Worker { get; set; }

    public int Lease { get; set; }

    public int ClaimedAt { get; set; }

    public bool IsLive => State < JobState.Done;

    /// <summary>Whether it has one of the places that its kind's limits count.</summary>
    public bool HasPlace => IsLimited && State is JobState.Ready or JobState.Running or JobState.Suspect;

    public bool IsBefore(Job other) => ReadyAt < other.ReadyAt || (ReadyAt == other.ReadyAt && !IsAnywhere && !other.IsAnywhere && Number < other.Number);

    public override string ToString() => Name;
}

/// <summary>A worker from its start to its end.</summary>
internal sealed class WorkerLife(string name, int steadySince)
{
    public string Name { get; } = name;

    public Guid Id { get; } = Guid.CreateVersion7();

    public bool HasRow { get; set; } = true;

    public bool IsSilent { get; set; }

    public int SteadySince { get; set; } = steadySince;

    public override string ToString() => Name;
}

/// <summary>A lease that was given, whatever has become of it.</summary>
internal sealed record Lease(Job Job, int Number, WorkerLife Worker);

/// <summary>Who has a unique key; without a tick until its job is over.</summary>
internal sealed record KeyHolder(Job Job, int? Until);

/// <summary>How much of a rate is used, until its time is over.</summary>
internal sealed record RateWindow(int EndsAt, int Used);

/// <summary>The database did what the oracle does not allow.</summary>
internal sealed class MismatchException(string message) : Exception(message);
