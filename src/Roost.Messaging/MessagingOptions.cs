using System.ComponentModel.DataAnnotations;

namespace Roost.Messaging;

/// <summary>How a host works on queues. Section <c>Roost:Messaging</c>.</summary>
public sealed class MessagingOptions : IValidatableObject
{
    /// <summary>The section's name.</summary>
    public const string Section = "Roost:Messaging";

    /// <summary>How many jobs of one queue a worker runs at the same time.</summary>
    /// <value>The default is 16.</value>
    [Range(1, 1000)]
    public int Concurrency { get; set; } = 16;

    /// <summary>How many jobs of a queue, by its name, a worker runs at the same time, where it is not <see cref="Concurrency"/>.</summary>
    /// <value>None by default.</value>
    public Dictionary<string, int> QueueConcurrency { get; set; } = [];

    /// <summary>How often a worker looks for jobs that no signal told of.</summary>
    /// <value>The default is 1 second.</value>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a worker says that it lives.</summary>
    /// <value>The default is 2 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a worker may be silent before its jobs are given to others. At least three times <see cref="HeartbeatInterval"/>.</summary>
    /// <value>The default is 10 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.300", "00:10:00")]
    public TimeSpan WorkerTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long jobs that have begun may take when the host stops, before they are cancelled and given back.</summary>
    /// <value>The default is 20 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Whether workers are woken by <c>NOTIFY</c>. Switch it off behind a pooler in transaction mode; jobs then begin when a worker looks, and broadcasts stay in the process.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Notify { get; set; } = true;

    /// <summary>The largest job, as JSON.</summary>
    /// <value>The default is 256 KiB.</value>
    [Range(1024, 16 * 1024 * 1024)]
    public int MaxPayloadBytes { get; set; } = 256 * 1024;

    /// <summary>How long what is known of jobs that are over, the log of events and the inbox are kept, in whole days; dead letters are kept until somebody decides.</summary>
    /// <value>The default is 7 days.</value>
    [Range(typeof(TimeSpan), "1.00:00:00", "366.00:00:00")]
    public TimeSpan Keep { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a job that is ready, or a suspect, may have waited before <c>/healthz</c> says that its queue is not well, and how long events may wait to be handed on.</summary>
    /// <value>The default is 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many jobs this host follows at the same time for those who asked for a stream. Each asks the database twice a second.</summary>
    /// <value>The default is 200.</value>
    [Range(1, 100_000)]
    public int MaxStreams { get; set; } = 200;

    /// <summary>How many of them may be one tenant's.</summary>
    /// <value>The default is 20.</value>
    [Range(1, 100_000)]
    public int MaxStreamsPerTenant { get; set; } = 20;

    internal int ConcurrencyOf(string queue) => QueueConcurrency.GetValueOrDefault(queue, Concurrency);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (queue, concurrency) in QueueConcurrency.Where(queue => queue.Value is < 1 or > 1000))
        {
            yield return new($"{concurrency} is no number of jobs that the queue '{queue}' could run at the same time. Use 1 to 1000; a host that is not to work on it leaves its module out.", [nameof(QueueConcurrency)]);
        }
    }
}
