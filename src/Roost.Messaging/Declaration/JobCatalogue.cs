using Roost.Messaging.Events.Declaration;
using Roost.Messaging.Events.Transport;
using Roost.Messaging.Sagas.Declaration;
using Roost.Messaging.Streams.Declaration;
using Roost.Model;
using Roost.Topology;

namespace Roost.Messaging.Declaration;

/// <summary>All kinds of job of this host's database, and those whose handlers this host has.</summary>
internal sealed class JobCatalogue
{
    private readonly Dictionary<Type, JobFact> _byType = [];
    private readonly HashSet<string> _limited;
    private readonly Dictionary<string, JobFact> _handled = new(StringComparer.Ordinal);

    public JobCatalogue(ApplicationModel model, HostShape shape)
    {
        Limits = [.. shape.StoredFacts<QueueFact>().Select(queue => queue.Fact)];
        _limited = Limits.Select(queue => queue.Queue).ToHashSet(StringComparer.Ordinal);
        foreach (var (module, job) in shape.StoredFacts<JobFact>().Concat(Forwarding.Of(model, shape).Select(forward => (forward.Module, (JobFact)forward.Fact))))
        {
            if (job is not (SubscriptionFact or SagaFact or StreamSubscriptionFact))
            {
                _byType.TryAdd(job.JobType, job);
            }

            if (shape.Activates(module))
            {
                _handled.TryAdd(job.Kind, job);
            }
        }

        Queues = [.. _handled.Values.GroupBy(job => job.Queue).Select(queue => new QueueKinds(queue.Key, [.. queue.Select(job => job.Kind)]))];
    }

    /// <summary>The queues that this host works on.</summary>
    public IReadOnlyList<QueueKinds> Queues { get; }

    /// <summary>The kinds that this host has handlers for.</summary>
    public IReadOnlyCollection<JobFact> Handlers => _handled.Values;

    /// <summary>What is said of queues.</summary>
    public IReadOnlyList<QueueFact> Limits { get; }

    /// <summary>Whether a queue has limits.</summary>
    public bool HasLimits(string queue) => _limited.Contains(queue);

    public JobFact Of<TJob>() => _byType.GetValueOrDefault(typeof(TJob)) ?? throw new InvalidOperationException(
        $"No module of this image declares {typeof(TJob).Name} as a job. Add .Job<{typeof(TJob).Name}, …>() to the module that does it.");

    /// <summary>The kind of a claimed job. A worker claims only those it has.</summary>
    public JobFact Handled(string kind) => _handled[kind];
}

/// <summary>A queue, and the kinds in it that this host has handlers for.</summary>
internal sealed record QueueKinds(string Queue, string[] Kinds);
