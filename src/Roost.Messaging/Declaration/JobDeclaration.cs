namespace Roost.Messaging.Declaration;

/// <summary>What a module says of one kind of job.</summary>
public sealed class JobDeclaration
{
    private const int MaxName = 63;

    internal string? Name { get; private set; }

    internal string QueueName { get; private set; } = "default";

    internal short DefaultPriority { get; private set; }

    internal short MaxAttempts { get; private set; } = 10;

    internal TimeSpan AttemptTimeout { get; private set; } = TimeSpan.FromMinutes(5);

    internal Func<int, TimeSpan>? RetryRule { get; private set; }

    internal JobLimits Limits { get; private set; } = new();

    internal bool IsTenantFree { get; private set; }

    internal bool IsFromTheBeginning { get; private set; }

    /// <summary>
    /// The name of the kind behind the module's, in lower-case letters, digits and hyphens. Say it before a type is renamed, so that jobs
    /// which wait under the old name are found.
    /// </summary>
    /// <value>The default is the type's name: <c>send-receipt</c> for <c>SendReceipt</c>.</value>
    public JobDeclaration Named(string name)
    {
        Name = CheckName(name);
        return this;
    }

    /// <summary>The queue that its jobs wait in.</summary>
    /// <value>The default is <c>default</c>.</value>
    public JobDeclaration Queue(string name)
    {
        QueueName = CheckName(name);
        return this;
    }

    /// <summary>How urgent its jobs are: lower goes first, from -1000 to 1000.</summary>
    /// <value>The default is 0.</value>
    public JobDeclaration Priority(short priority)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(priority, (short)-1000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(priority, (short)1000);
        DefaultPriority = priority;
        return this;
    }

    /// <summary>How many attempts a job has before it becomes a dead letter: 1 to 100.</summary>
    /// <value>The default is 10: the last comes about a quarter of an hour after the first.</value>
    public JobDeclaration Attempts(short attempts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, (short)1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(attempts, (short)100);
        MaxAttempts = attempts;
        return this;
    }

    /// <summary>How long one attempt may take: 1 second to 1 day.</summary>
    /// <value>The default is 5 minutes.</value>
    public JobDeclaration Timeout(TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, TimeSpan.FromDays(1));
        AttemptTimeout = timeout;
        return this;
    }

    /// <summary>How long a job waits after a failed attempt, in place of the rule that holds otherwise; 366 days at most.</summary>
    /// <param name="wait">Is given the attempt that failed, from 1. Add a jitter of your own where many could fail at the same time.</param>
    /// <value>The default is 2^attempt seconds, a quarter more or less by chance, an hour at most.</value>
    public JobDeclaration RetryAfter(Func<int, TimeSpan> wait)
    {
        ArgumentNullException.ThrowIfNull(wait);
        RetryRule = wait;
        return this;
    }

    /// <summary>How many of its jobs may run at the same time, on all hosts together: 1 to 100,000.</summary>
    /// <value>By default as many as workers have places.</value>
    public JobDeclaration Concurrency(int jobs) => Limit(limits => limits with { Running = Count(jobs) });

    /// <summary>How many of its jobs may run for one tenant at the same time, on all hosts together: 1 to 100,000.</summary>
    /// <value>By default as many as workers have places.</value>
    public JobDeclaration ConcurrencyPerTenant(int jobs) => Limit(limits => limits with { RunningPerTenant = Count(jobs) });

    /// <summary>
    /// How many of its jobs may run for one <see cref="Jobs.JobOptions.Key"/> of a tenant at the same time, on all hosts together: 1 to 100,000. Those without a key are
    /// one key's.
    /// </summary>
    /// <value>By default as many as workers have places.</value>
    public JobDeclaration ConcurrencyPerKey(int jobs) => Limit(limits => limits with { RunningPerKey = Count(jobs) });

    /// <summary>
    /// How many attempts at its jobs are let begin in a time, on all hosts together. The time begins with the first, and the next one when it is over.
    /// </summary>
    /// <param name="jobs">How many: 1 to 100,000.</param>
    /// <param name="period">The time: 1 second to 1 day.</param>
    /// <param name="scope">Whether they are counted together, for each tenant, or for each key of a tenant.</param>
    /// <value>By default there is no limit.</value>
    public JobDeclaration Rate(int jobs, TimeSpan period, RateScope scope = RateScope.Kind) =>
        Limit(limits => limits with { Rate = new(Count(jobs), RateLimit.Checked(period), scope) });

    /// <summary>
    /// Its jobs of one <see cref="Jobs.JobOptions.Key"/> of a tenant run one after the other, in the order in which they were added: none begins before the one
    /// before it has succeeded, however often that is tried. One that becomes a dead letter stops those behind it until it is replayed or discarded.
    /// </summary>
    /// <remarks>Jobs that are added at the same time are in order if something else makes their operations wait for each other, as the row of an aggregate does.</remarks>
    public JobDeclaration InOrder() => Limit(limits => limits with { IsInOrder = true });

    /// <summary>Lets operations that belong to no tenant ask for it. The handler then sees no tenant's rows.</summary>
    /// <value>By default a job without a tenant is refused.</value>
    public JobDeclaration TenantFree()
    {
        IsTenantFree = true;
        return this;
    }

    /// <summary>For a subscription: lets it hear of what was published before it was known, as far as the log of events reaches, before what is new.</summary>
    /// <value>By default a subscription hears of what is published from then on.</value>
    public JobDeclaration FromTheBeginning()
    {
        IsFromTheBeginning = true;
        return this;
    }

    private static int Count(int jobs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(jobs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(jobs, RateLimit.MostJobs);
        return jobs;
    }

    private JobDeclaration Limit(Func<JobLimits, JobLimits> limit)
    {
        Limits = limit(Limits);
        return this;
    }

    /// <summary>What a name looks like, for those who ask for one from outside.</summary>
    internal const string NamePattern = "^[a-z0-9-]{1,63}$";

    internal static string CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name.Length <= MaxName && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? name
            : throw new ArgumentException($"'{name}' is no name here. Use lower-case letters, digits and hyphens, at most {MaxName}.", nameof(name));
    }
}
