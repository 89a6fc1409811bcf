using System.Globalization;
using Roost.Cli.Jobs;
using Roost.Messaging.Steering;
using Spectre.Console;

namespace Roost.Cli.Events;

/// <summary>Shows subscriptions, and steers them.</summary>
internal sealed class EventsActions(EventSteering steering, Screen screen, bool json)
{
    public async Task ListAsync(CancellationToken cancellationToken)
    {
        var subscriptions = await steering.ListAsync(cancellationToken);
        if (json)
        {
            screen.Raw(JobsJson.Write(subscriptions));
            return;
        }

        var table = new Table().AddColumns("subscription", "event", "queue", "behind");
        foreach (var subscription in subscriptions)
        {
            var behind = string.Create(CultureInfo.InvariantCulture, $"{subscription.Lag.TotalSeconds:N1} s{(subscription.IsReplaying ? ", replays" : "")}");
            table.AddRow(new Text(subscription.Name), new Text(subscription.Event), new Text(subscription.Queue), new Text(behind));
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
            screen.Raw(JobsJson.Write(new { outcome = SteeringResult.Done }));
        }
        else
        {
            screen.Done($"{subscription} hears once more of what was published at {from.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC or later and is still in the log.");
        }
    }
}
