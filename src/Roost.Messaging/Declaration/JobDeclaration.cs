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

    internal bool IsTenantFree { get; private set; }

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

    /// <summary>Lets operations that belong to no tenant ask for it. The handler then sees no tenant's rows.</summary>
    /// <value>By default a job without a tenant is refused.</value>
    public JobDeclaration TenantFree()
    {
        IsTenantFree = true;
        return this;
    }

    private static string CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name.Length <= MaxName && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? name
            : throw new ArgumentException($"'{name}' is no name here. Use lower-case letters, digits and hyphens, at most {MaxName}.", nameof(name));
    }
}
