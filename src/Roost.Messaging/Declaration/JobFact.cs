using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Roost.Hosting;
using Roost.Messaging.Adding;
using Roost.Messaging.Jobs;
using Roost.Messaging.Workers;

namespace Roost.Messaging.Declaration;

/// <summary>A kind of job that a module declares.</summary>
public abstract class JobFact : INeedsCapability
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(366);
    private readonly Func<int, TimeSpan>? _retryRule;

    private protected JobFact(string kind, Type jobType, JobDeclaration declaration)
    {
        Kind = kind;
        JobType = jobType;
        Queue = declaration.QueueName;
        Priority = declaration.DefaultPriority;
        MaxAttempts = declaration.MaxAttempts;
        Timeout = declaration.AttemptTimeout;
        IsTenantFree = declaration.IsTenantFree;
        _retryRule = declaration.RetryRule;
        Limits = declaration.Limits.Any ? declaration.Limits : null;
    }

    /// <summary>The name under which its jobs are stored: <c>module.job-type</c>.</summary>
    public string Kind { get; }

    /// <summary>The type of its jobs.</summary>
    public Type JobType { get; }

    /// <summary>The queue that its jobs wait in.</summary>
    public string Queue { get; }

    /// <summary>How urgent its jobs are; lower goes first.</summary>
    public short Priority { get; }

    /// <summary>How many attempts a job has.</summary>
    public short MaxAttempts { get; }

    /// <summary>How long an attempt may take.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Whether its jobs may belong to no tenant.</summary>
    public bool IsTenantFree { get; }

    /// <summary>Its limits, where it has some: its jobs are then held until they are admitted.</summary>
    internal JobLimits? Limits { get; }

    /// <inheritdoc/>
    public ICapability CreateCapability() => new MessagingCapability();

    /// <summary>How long a job waits after an attempt, from 1, that failed.</summary>
    internal TimeSpan RetryAfter(int attempt) => _retryRule is null
        ? Backoff.After(attempt, Random.Shared.NextDouble())
        : TimeSpan.FromTicks(Math.Clamp(_retryRule(attempt).Ticks, 0, LongestWait.Ticks));

    /// <summary>Reads a job.</summary>
    /// <exception cref="JsonException">It cannot be read.</exception>
    internal abstract object Read(ReadOnlySpan<byte> payload, JobEnvelope envelope);

    internal abstract Task<Result> HandleAsync(IServiceProvider services, object job, JobRun run, CancellationToken cancellationToken);
}

internal sealed class JobFact<TJob, THandler>(string kind, JobDeclaration declaration) : JobFact(kind, typeof(TJob), declaration)
    where TJob : notnull
    where THandler : class, IJobHandler<TJob>
{
    internal override object Read(ReadOnlySpan<byte> payload, JobEnvelope envelope) =>
        JsonSerializer.Deserialize<TJob>(payload, JobJson.Options) ?? throw new JsonException($"A {typeof(TJob).Name} is not null.");

    internal override Task<Result> HandleAsync(IServiceProvider services, object job, JobRun run, CancellationToken cancellationToken) =>
        services.GetRequiredService<THandler>().HandleAsync((TJob)job, run, cancellationToken);
}
