namespace Roost.Messaging.Tests.Model;

/// <content>What people do to jobs.</content>
internal sealed partial class Oracle
{
    /// <summary>Cancels a job, and those that it waits for.</summary>
    public string Cancel(Job job)
    {
        if (!job.IsLive)
        {
            return "unknown";
        }

        if (job.State == JobState.Running)
        {
            job.IsCancelling = true;
            return "asked";
        }

        var children = job.State == JobState.Waiting ? Live.Where(child => child.Parent == job).ToArray() : [];
        End(job, JobState.Cancelled);
        foreach (var child in children)
        {
            Cancel(child);
        }

        return "cancelled";
    }

    /// <summary>Has a dead letter begin anew where it stood.</summary>
    public string Replay(Job job)
    {
        if (job.State != JobState.Dead)
        {
            return "!unknown";
        }

        if (job.UniqueKey is not null)
        {
            _keys.TryGetValue(KeyOf(job), out var holder);
            var isOpen = holder is not null && !(holder.Until <= Now);
            if (isOpen && holder!.Job != job)
            {
                return "!taken";
            }

            // A window that is still open stays as it was said to be.
            _keys[KeyOf(job)] = isOpen ? holder! : new(job, null);
        }

        job.Attempt = 0;
        job.Crashes = 0;
        // It was counted as dead by its parent, which does not wait for it again.
        job.Parent = null;
        job.State = ReadyOrHeld(job);
        return job.Kind.Queue;
    }

    /// <summary>Has a job that waits for its time, or a dead letter, go now.</summary>
    public string RetryNow(Job job)
    {
        if (job.State != JobState.Scheduled)
        {
            return Replay(job);
        }

        job.State = ReadyOrHeld(job);
        return job.Kind.Queue;
    }

    public bool Discard(Job job)
    {
        if (job.State != JobState.Dead)
        {
            return false;
        }

        job.State = JobState.Discarded;
        return true;
    }
}
