using Microsoft.Extensions.Options;
using Npgsql;
using Roost.Messaging.Store;
using Roost.Postgres;
using Roost.Postgres.Connections;

namespace Roost.Messaging.Broadcasts;

/// <summary>Broadcasts by <c>NOTIFY</c>, as the application role, which every host has. Without it they stay in the process.</summary>
internal sealed class PostgresBroadcasts(DataSources sources, IOptions<PostgresOptions> postgres, IOptions<MessagingOptions> options) : IBroadcastTransport
{
    private const string Channel = "roost_broadcasts";

    // A connection that is dead without a word is noticed by asking.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    public async Task SendAsync(IReadOnlyList<string> messages, CancellationToken cancellationToken)
    {
        if (!options.Value.Notify)
        {
            return;
        }

        await using var command = sources.App.CreateCommand($"SELECT pg_notify('{Channel}', m) FROM unnest($1) AS m");
        command.With([Rows.Of(messages.ToArray())]);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task ListenAsync(Action<string> receive, CancellationToken cancellationToken)
    {
        if (!options.Value.Notify)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        // Apart from the pool, which it would take one from for good.
        var settings = new NpgsqlConnectionStringBuilder(postgres.Value.App) { Pooling = false, ApplicationName = "roost-broadcasts" };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        connection.Notification += (_, notification) => receive(notification.Payload);
        await using var command = new NpgsqlCommand($"LISTEN {Channel}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        while (true)
        {
            if (!await connection.WaitAsync(Silence, cancellationToken))
            {
                command.CommandText = "SELECT 1";
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
    }
}
