using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Roost.Messaging.Declaration;

namespace Roost.Messaging.Workers;

/// <summary>
/// How long the oldest job of each queue that is ready, or a suspect, had waited when this worker last looked: the first number to watch. It grows if there are too few
/// workers, if they hang, and if nobody has a handler for what waits.
/// </summary>
internal sealed class QueueAges
{
    private readonly ConcurrentDictionary<string, (TimeSpan Age, string? Unknown, long Looked)> _ages = new(StringComparer.Ordinal);
    private volatile IReadOnlyDictionary<string, (string Kind, TimeSpan Age)> _suspects = new Dictionary<string, (string Kind, TimeSpan Age)>();

    public QueueAges(IMeterFactory meters) => meters.Create("Roost.Messaging").CreateObservableGauge(
        "roost.queue.oldest_ready_age",
        Ages,
        unit: "s",
        description: "How long the oldest job has waited that is ready, or a suspect.");

    /// <summary>Learns what a look at a queue has found.</summary>
    public void Saw(QueueKinds queue, IReadOnlyList<LaneHead> heads)
    {
        var oldest = heads.Count == 0 ? default : heads.MaxBy(head => head.Age);
        _ages[queue.Queue] = (oldest.Age, heads.Count > 0 && !queue.Kinds.Contains(oldest.Lane.Kind) ? oldest.Lane.Kind : null, Stopwatch.GetTimestamp());
    }

    /// <summary>Whether nobody has looked at a queue for so long: whoever claims from it looks only while there are places free.</summary>
    public bool IsOld(string queue, TimeSpan time) => !_ages.TryGetValue(queue, out var last) || Stopwatch.GetElapsedTime(last.Looked) > time;

    /// <summary>Learns which suspect of each queue has waited longest.</summary>
    public void SawSuspects(IReadOnlyDictionary<string, (string Kind, TimeSpan Age)> suspects) => _suspects = suspects;

    /// <summary>The queues whose oldest ready job has waited for longer, and its kind where this worker has no handler for it.</summary>
    public IEnumerable<(string Queue, TimeSpan Age, string? Unknown)> OlderThan(TimeSpan age) =>
        _ages.Where(queue => queue.Value.Age > age).Select(queue => (queue.Key, queue.Value.Age, queue.Value.Unknown));

    /// <summary>The queues whose oldest suspect has waited for longer, and its kind.</summary>
    public IEnumerable<(string Queue, TimeSpan Age, string Kind)> SuspectsOlderThan(TimeSpan age) =>
        _suspects.Where(queue => queue.Value.Age > age).Select(queue => (queue.Key, queue.Value.Age, queue.Value.Kind));

    private IEnumerable<Measurement<double>> Ages()
    {
        var suspects = _suspects;
        return _ages.Keys.Union(suspects.Keys).Select(queue => new Measurement<double>(
            Math.Max(_ages.GetValueOrDefault(queue).Age.TotalSeconds, suspects.GetValueOrDefault(queue).Age.TotalSeconds), new KeyValuePair<string, object?>("roost.queue", queue)));
    }
}
