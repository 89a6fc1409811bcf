using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Roost.Messaging.Declaration;

namespace Roost.Messaging.Workers;

/// <summary>
/// How long the oldest ready job of each queue had waited when this worker last looked: the first number to watch. It grows if there are too few
/// workers, if they hang, and if nobody has a handler for what waits.
/// </summary>
internal sealed class QueueAges
{
    private readonly ConcurrentDictionary<string, (TimeSpan Age, string? Unknown)> _ages = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, TimeSpan> _suspects = new Dictionary<string, TimeSpan>();

    public QueueAges(IMeterFactory meters) => meters.Create("Roost.Messaging").CreateObservableGauge(
        "roost.queue.oldest_ready_age",
        () => _ages.Keys.Union(_suspects.Keys).Select(queue => new Measurement<double>(AgeOf(queue).TotalSeconds, new KeyValuePair<string, object?>("roost.queue", queue))),
        unit: "s",
        description: "How long the oldest ready job has waited.");

    /// <summary>Learns what a look at a queue has found.</summary>
    public void Saw(QueueKinds queue, IReadOnlyList<LaneHead> heads)
    {
        var oldest = heads.Count == 0 ? default : heads.MaxBy(head => head.Age);
        _ages[queue.Queue] = (oldest.Age, heads.Count > 0 && !queue.Kinds.Contains(oldest.Lane.Kind) ? oldest.Lane.Kind : null);
    }

    /// <summary>Learns how long the suspects of each queue have waited.</summary>
    public void SawSuspects(IReadOnlyDictionary<string, TimeSpan> ages) => _suspects = ages;

    /// <summary>The queues whose oldest ready job has waited for longer, and its kind where this worker has no handler for it.</summary>
    public IEnumerable<(string Queue, TimeSpan Age, string? Unknown)> OlderThan(TimeSpan age) =>
        _ages.Where(queue => queue.Value.Age > age).Select(queue => (queue.Key, queue.Value.Age, queue.Value.Unknown));

    /// <summary>The queues whose oldest suspect has waited for longer.</summary>
    public IEnumerable<(string Queue, TimeSpan Age)> SuspectsOlderThan(TimeSpan age) =>
        _suspects.Where(queue => queue.Value > age).Select(queue => (queue.Key, queue.Value));

    private TimeSpan AgeOf(string queue)
    {
        var (ready, suspect) = (_ages.GetValueOrDefault(queue).Age, _suspects.GetValueOrDefault(queue));
        return ready > suspect ? ready : suspect;
    }
}
