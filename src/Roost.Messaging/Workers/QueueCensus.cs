using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Roost.Messaging.Declaration;
using Roost.Messaging.Store;

namespace Roost.Messaging.Workers;

/// <summary>
/// Counts the jobs of all queues by state, every 15 seconds and as far as ten thousand. One worker does it for all, the eldest that lives, so that nothing is counted
/// twice; the others tell of their places only.
/// </summary>
internal sealed class QueueCensus
{
    private const string Meter = "Roost.Messaging";
    private const string QueueTag = "roost.queue";
    private const int CountedTo = 10_000;
    private const short Counted = -2;
    private const short Paused = -1;
    private const short Ready = 1;
    private const short Dead = 9;

    private static readonly (short Number, string Name)[] States =
        [(0, "scheduled"), (Ready, "ready"), (2, "running"), (3, "held"), (4, "waiting"), (5, "suspect"), (Dead, "dead")];

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private readonly QueueStore _store;
    private readonly JobCatalogue _catalogue;
    private readonly DatabaseTrouble _trouble;
    private IReadOnlyDictionary<(string Queue, short State), long>? _counts;

    public QueueCensus(QueueStore store, JobCatalogue catalogue, IOptions<MessagingOptions> options, DatabaseTrouble trouble, IMeterFactory meters)
    {
        _store = store;
        _catalogue = catalogue;
        _trouble = trouble;
        var meter = meters.Create(Meter);
        meter.CreateObservableGauge("roost.queue.jobs", Jobs, unit: "{job}", description: "Jobs in a queue by state, counted to ten thousand.");
        meter.CreateObservableGauge("roost.queue.paused", Pauses, unit: "{queue}", description: "1 for a queue that is paused.");
        meter.CreateObservableGauge(
            "roost.worker.places",
            () => catalogue.Queues.Select(queue => new Measurement<int>(options.Value.ConcurrencyOf(queue.Queue), new KeyValuePair<string, object?>(QueueTag, queue.Queue))),
            unit: "{place}",
            description: "How many jobs of a queue this worker runs at the same time.");
    }

    /// <summary>Counts until the worker stops.</summary>
    public async Task RunAsync(Guid worker, CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await CountAsync(worker, stopping);
                await Task.Delay(Interval, TimeProvider.System, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        finally
        {
            _counts = null;
        }
    }

    // Of states with nothing in them only what alarms are made of: a series that is not there alarms nobody.
    private IEnumerable<Measurement<long>> Jobs()
    {
        if (_counts is not { } counts)
        {
            return [];
        }

        var queues = _catalogue.Queues.Select(queue => queue.Queue).Concat(counts.Keys.Select(key => key.Queue)).Distinct();
        return queues.SelectMany(queue => States
            .Where(state => state.Number is Ready or Dead || counts.ContainsKey((queue, state.Number)))
            .Select(state => new Measurement<long>(counts.GetValueOrDefault((queue, state.Number)), new KeyValuePair<string, object?>(QueueTag, queue), new KeyValuePair<string, object?>("roost.job.state", state.Name))));
    }

    private IEnumerable<Measurement<int>> Pauses() => (_counts ?? new Dictionary<(string Queue, short State), long>()).Keys
        .Where(key => key.State == Paused).Select(key => new Measurement<int>(1, new KeyValuePair<string, object?>(QueueTag, key.Queue)));

    private async Task CountAsync(Guid worker, CancellationToken cancellationToken)
    {
        try
        {
            var counts = await _store.CountAsync(worker, CountedTo, cancellationToken);
            _counts = counts.Any(count => count.State == Counted)
                ? counts.Where(count => count.State != Counted).ToDictionary(count => (count.Queue, count.State), count => Math.Min(count.Jobs, CountedTo))
                : null;
        }
        catch (Exception exception) when (_trouble.Is(exception))
        {
            _trouble.Report(exception);
            _counts = null;
        }
    }
}
