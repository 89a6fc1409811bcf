namespace Roost.Messaging.Jobs;

/// <summary>Where a job is in its life.</summary>
public enum JobState
{
    /// <summary>It waits for its time: for its delay, or for the next attempt.</summary>
    Scheduled,

    /// <summary>It waits for a worker.</summary>
    Ready,

    /// <summary>A worker has it.</summary>
    Running,

    /// <summary>It waits for a limit of its kind to have room, or for the one before it.</summary>
    Held,

    /// <summary>It waits for its children.</summary>
    Waiting,

    /// <summary>A worker has it, and was told to let go of it.</summary>
    Cancelling,

    /// <summary>It has succeeded.</summary>
    Done,

    /// <summary>It was cancelled.</summary>
    Cancelled,

    /// <summary>It has failed for good.</summary>
    Dead,

    /// <summary>It was in a process that died, and waits to run as the only one of its kind in a process. Operators see it; to an application it is <see cref="Ready"/>.</summary>
    Suspect,
}
