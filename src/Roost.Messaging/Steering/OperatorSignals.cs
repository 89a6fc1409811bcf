using Npgsql;
using Roost.Messaging.Store;
using Roost.Messaging.Waking;
using static Roost.Messaging.Store.Rows;

namespace Roost.Messaging.Steering;

/// <summary>Wakes workers for what an operator did: in a host as hosts do, and by a notification where there is none.</summary>
internal sealed class OperatorSignals(Func<NpgsqlDataSource> system, Action<IReadOnlyCollection<string>>? wake)
{
    /// <summary>Behind the commit, in a statement of its own.</summary>
    public async Task WakeAsync(string[] signals, CancellationToken cancellationToken)
    {
        if (wake is not null)
        {
            wake(signals);
            return;
        }

        await using var command = system().CreateCommand($"SELECT pg_notify('{Notifications.Channel}', signal) FROM unnest($1) AS signal");
        command.With([Of(signals)]);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
