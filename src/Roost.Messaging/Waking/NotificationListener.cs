using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Roost.Messaging.Store;
using Roost.Postgres;

namespace Roost.Messaging.Waking;

/// <summary>Listens for what other processes added, on a connection of its own. While it has none, workers look by themselves.</summary>
internal sealed class NotificationListener(
    QueueSignals signals, Notifications notifications, IOptions<PostgresOptions> postgres, IOptions<MessagingOptions> options, DatabaseTrouble trouble) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // A connection that is dead without a word is noticed by asking.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.Value.Notify && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // A host that is given up before it has started is not stopped in order, and would call this a failure.
                return;
            }
            catch (Exception exception)
            {
                trouble.Report(exception);
            }

            await Task.WhenAny(Task.Delay(Pause, TimeProvider.System, stoppingToken));
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        // Apart from the pool, which it would take one from for good.
        var settings = new NpgsqlConnectionStringBuilder(postgres.Value.System) { Pooling = false, ApplicationName = "roost-listener" };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        connection.Notification += (_, notification) =>
        {
            if (notifications.Read(notification.Payload) is { } queue)
            {
                signals.Set(queue);
            }
        };
        await using var command = new NpgsqlCommand($"LISTEN {Notifications.Channel}", connection);
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
