namespace Roost.Messaging.Jobs;

/// <summary>
/// Does the work of one kind of job. It lives in the scope of one attempt, which is an operation of its own: with the tenant, the principal
/// and the correlation id of whoever asked for the job.
/// </summary>
/// <typeparam name="TJob">What is to be done: a record that travels as JSON.</typeparam>
/// <remarks>
/// What the handler writes through the operation's unit of work commits together with the job's completion, once, or not at all. What it
/// does elsewhere may happen again after a crash: make it repeatable under <see cref="JobRun.Id"/>.
/// </remarks>
public interface IJobHandler<in TJob>
{
    /// <summary>Does it.</summary>
    /// <param name="job">What is to be done.</param>
    /// <param name="run">Which job and which attempt it is.</param>
    /// <param name="cancellationToken">Cancelled when the attempt's time is up, the job's lease is lost, or the host ends.</param>
    /// <returns>
    /// Success; an error that says <em>try again</em> (<see cref="ErrorKind.Unavailable"/>, <see cref="ErrorKind.TimedOut"/>,
    /// <see cref="ErrorKind.TooMany"/>, <see cref="ErrorKind.Conflict"/>), which is tried again like an exception; or another, with which the job is given up.
    /// </returns>
    Task<Result> HandleAsync(TJob job, JobRun run, CancellationToken cancellationToken);
}
