namespace Roost.Messaging.Declaration;

/// <summary>What a module says of a queue: its limits on all hosts together, whatever kinds of job are in it.</summary>
public sealed class QueueDeclaration
{
    internal int? Running { get; private set; }

    internal RateLimit? RateLimit { get; private set; }

    /// <summary>How many jobs of the queue may run at the same time, on all hosts together: 1 to 100,000.</summary>
    /// <value>By default as many as workers have places.</value>
    public QueueDeclaration Concurrency(int jobs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(jobs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(jobs, Declaration.RateLimit.MostJobs);
        Running = jobs;
        return this;
    }

    /// <summary>How many attempts are let begin in a time, on all hosts together. The time begins with the first, and the next one when it is over.</summary>
    /// <param name="jobs">How many: 1 to 100,000.</param>
    /// <param name="period">The time: 1 second to 1 day.</param>
    /// <value>By default there is no limit.</value>
    public QueueDeclaration Rate(int jobs, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(jobs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(jobs, Declaration.RateLimit.MostJobs);
        RateLimit = new(jobs, Declaration.RateLimit.Checked(period), RateScope.Kind);
        return this;
    }
}
