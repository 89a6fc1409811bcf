using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Roost.Messaging.Store;
using Roost.Postgres.Connections;

namespace Roost.Messaging.Waking;

/// <summary>Listens for what other processes added, on a connection of its own. While it has none, workers look by themselves.</summary>
internal sealed class NotificationListener(
    DataSources sources, QueueSignals signals, IOptions<MessagingOptions> options, DatabaseTrouble trouble, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // A connection that is dead without a word is noticed by asking.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.Value.Notify)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception exception) when (trouble.Is(exception))
            {
                trouble.Report(exception);
            }

            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await sources.System.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, notification) => signals.Set(notification.Payload);
        await using var command = new NpgsqlCommand($"LISTEN {Notifications.Channel}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        try
        {
            while (true)
            {
                if (!await connection.WaitAsync(Silence, cancellationToken))
                {
                    command.CommandText = "SELECT 1";
                    await command.ExecuteNonQueryAsync(cancellationToken);
                }
            }
        }
        finally
        {
            // The pool does not reset what it takes back, and the next user of this connection listens to nothing.
            await UnlistenAsync(connection);
        }
    }

    private static async Task UnlistenAsync(NpgsqlConnection connection)
    {
        if (connection.State == System.Data.ConnectionState.Open)
        {
            await using var command = new NpgsqlCommand("UNLISTEN *", connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}
