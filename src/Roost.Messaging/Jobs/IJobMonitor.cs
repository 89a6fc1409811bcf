namespace Roost.Messaging.Jobs;

/// <summary>What an operation may know of its tenant's jobs, and do to them. Of other tenants' jobs it learns nothing, not even that they are there.</summary>
public interface IJobMonitor
{
    /// <summary>Finds a job, live or over; what is over is known for as long as the configuration keeps it.</summary>
    /// <returns><see langword="null"/> if there is none of this tenant's.</returns>
    Task<JobStatus?> FindAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Cancels a job, when the operation commits. One that has not begun is over at once, with the children it waits for; the handler of one that runs has its token cancelled,
    /// within a heartbeat, and may still succeed.
    /// </summary>
    /// <returns>Whether there was one of this tenant's that was not over.</returns>
    Task<bool> CancelAsync(Guid id, CancellationToken cancellationToken = default);
}
