using System.Globalization;
using Roost.Cli.Operators;
using Roost.Messaging.Steering;

namespace Roost.Cli.Events;

/// <summary>Shows subscriptions, and steers them.</summary>
internal sealed class EventsActions(EventSteering steering, Screen screen, bool json)
{
    public async Task ListAsync(CancellationToken cancellationToken)
    {
        var subscriptions = await steering.ListAsync(cancellationToken);
        if (json)
        {
            screen.Raw(OperatorJson.Write(subscriptions));
            return;
        }

        var table = OperatorTable.Create("subscription", "event", "queue", "behind");
        foreach (var subscription in subscriptions)
        {
            var behind = string.Create(CultureInfo.InvariantCulture, $"{subscription.Lag.TotalSeconds:N1} s{(subscription.IsReplaying ? ", replays" : "")}");
            table.Add(subscription.Name, subscription.Event, subscription.Queue, behind);
        }

        screen.Show(table);
    }

    public async Task ReplayAsync(string subscription, DateTimeOffset from, CancellationToken cancellationToken)
    {
        if (!await steering.ReplayAsync(subscription, from, cancellationToken))
        {
            throw new CliFault($"Nobody subscribes under the name '{subscription}': './roost events list' shows who does.");
        }

        if (json)
        {
            screen.Raw(OperatorJson.Write(new { outcome = SteeringResult.Done }));
        }
        else
        {
            screen.Done($"{subscription} hears once more of what was published at {from.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC or later and is still in the log.");
        }
    }
}
