using Roost.Operations;

namespace Roost.Messaging.Jobs;

/// <summary>
/// Asks for work in the background from outside of any operation, or without waiting for one to commit. Those who ask at the same time share
/// one statement.
/// </summary>
public interface IJobSender
{
    /// <summary>Writes a job, and returns when it is committed.</summary>
    /// <param name="context">For whom the job will run.</param>
    /// <param name="job">What is to be done; its type is declared by a module of the image.</param>
    /// <param name="options">What differs from the declaration.</param>
    /// <param name="cancellationToken">Ends the waiting; the job may be there nevertheless.</param>
    /// <returns>The job's id.</returns>
    /// <exception cref="InvalidOperationException">No module declares the type, or the context has no tenant and the job needs one.</exception>
    /// <exception cref="ArgumentException">It is larger than <see cref="MessagingOptions.MaxPayloadBytes"/>.</exception>
    Task<Guid> SendAsync<TJob>(CallContext context, TJob job, JobOptions? options = null, CancellationToken cancellationToken = default)
        where TJob : notnull;

    /// <summary>Writes many jobs with as few statements as can be, in one transaction, and returns when they are committed.</summary>
    /// <param name="context">For whom the jobs will run.</param>
    /// <param name="jobs">What is to be done.</param>
    /// <param name="options">What differs from the declaration, for all of them.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The jobs' ids, in the order of the jobs.</returns>
    /// <exception cref="InvalidOperationException">No module declares the type, or the context has no tenant and the job needs one.</exception>
    /// <exception cref="ArgumentException">One is larger than <see cref="MessagingOptions.MaxPayloadBytes"/>.</exception>
    Task<IReadOnlyList<Guid>> SendManyAsync<TJob>(
        CallContext context, IEnumerable<TJob> jobs, JobOptions? options = null, CancellationToken cancellationToken = default)
        where TJob : notnull;
}
