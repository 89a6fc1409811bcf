using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Roost.Messaging.Steering;
using Roost.Messaging.Store;

namespace Roost.Messaging.Streams.Projecting;

/// <summary>How far projections are behind, looked at every 15 seconds. Each worker process says it for itself, of all of them.</summary>
internal sealed class FollowerLags
{
    private const string Meter = "Roost.Messaging";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private readonly StreamSteering _steering;
    private readonly DatabaseTrouble _trouble;
    private readonly ILogger _logger;

    public FollowerLags(StreamSteering steering, DatabaseTrouble trouble, IMeterFactory meters, ILogger<FollowerLags> logger)
    {
        _logger = logger;
        _steering = steering;
        _trouble = trouble;
        meters.Create(Meter).CreateObservableGauge(
            "roost.projection.lag",
            () => Last.Select(projection => new Measurement<double>(projection.Lag.TotalSeconds, new KeyValuePair<string, object?>("roost.projection", projection.Name))),
            unit: "s",
            description: "How old the oldest event of a stream is that a projection or subscription has not taken in.");
    }

    /// <summary>What was seen last.</summary>
    public IReadOnlyList<ProjectionSummary> Last { get; private set; } = [];

    public async Task RunAsync(CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                Last = await _steering.ListAsync(stopping);
            }
            catch (Exception exception) when (_trouble.Is(exception) && !stopping.IsCancellationRequested)
            {
                _trouble.Report(exception);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                // A mistake of ours. That nobody looks how far they are must not end the projections themselves.
                Log.Broken(_logger, exception, "a look at all");
            }

            await Task.Delay(Interval, TimeProvider.System, stopping);
        }
    }
}
