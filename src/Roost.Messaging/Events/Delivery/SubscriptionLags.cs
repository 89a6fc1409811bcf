using System.Diagnostics;
using System.Diagnostics.Metrics;
using Roost.Messaging.Steering;

namespace Roost.Messaging.Events.Delivery;

/// <summary>How far subscriptions are behind, looked at every 15 seconds. Each worker process says it for itself, of all of them.</summary>
internal sealed class SubscriptionLags
{
    private const string Meter = "Roost.Messaging";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private readonly EventSteering _steering;
    private IReadOnlyList<SubscriptionSummary> _last = [];
    private long? _looked;

    public SubscriptionLags(EventSteering steering, IMeterFactory meters)
    {
        _steering = steering;
        meters.Create(Meter).CreateObservableGauge(
            "roost.subscription.lag",
            () => _last.Select(subscription => new Measurement<double>(subscription.Lag.TotalSeconds, new KeyValuePair<string, object?>("roost.subscription", subscription.Name))),
            unit: "s",
            description: "How old the oldest event is that a subscription has no job of yet.");
    }

    /// <summary>Looks, if it is time.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (_looked is not { } last || Stopwatch.GetElapsedTime(last) > Interval)
        {
            _looked = Stopwatch.GetTimestamp();
            _last = await _steering.ListAsync(cancellationToken);
        }
    }
}
