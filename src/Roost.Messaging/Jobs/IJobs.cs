namespace Roost.Messaging.Jobs;

/// <summary>
/// Asks for work in the background, together with what the present operation writes: if it commits, the jobs are there; if not, they never
/// were. Inject it into endpoints, services and handlers.
/// </summary>
public interface IJobs
{
    /// <summary>Collects a job. It is written right before the operation commits, all jobs of the operation with one statement.</summary>
    /// <param name="job">What is to be done; its type is declared by a module of the image.</param>
    /// <param name="options">What differs from the declaration.</param>
    /// <returns>The job's id.</returns>
    /// <exception cref="InvalidOperationException">No module declares the type, or the operation has no tenant and the job needs one.</exception>
    /// <exception cref="ArgumentException">It is larger than <see cref="MessagingOptions.MaxPayloadBytes"/>.</exception>
    Guid Enqueue<TJob>(TJob job, JobOptions? options = null)
        where TJob : notnull;
}
