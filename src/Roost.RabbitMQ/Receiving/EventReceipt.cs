using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;
using Roost.Messaging.Events.Transport;
using Roost.Remoting.Contracts.Events;

namespace Roost.RabbitMQ.Receiving;

/// <summary>
/// Puts events into the inbox, and tries again while the database is away: what comes behind must not overtake. After half a minute it gives up, so that another host can try.
/// </summary>
internal sealed class EventReceipt(IEventInbox inbox, TimeProvider time, ILogger<EventReceipt> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>Returns when the event is in the database, or was before.</summary>
    /// <exception cref="EventParcelException">It can never be.</exception>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task ReceiveAsync(EventEnvelope envelope, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        for (var wait = FirstWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            try
            {
                await inbox.ReceiveAsync(envelope, cancellationToken);
                return;
            }
            catch (JsonException exception)
            {
                throw new EventParcelException(exception.Message, exception);
            }
            // What it holds is no value of the table's: data exceptions and violated constraints.
            catch (PostgresException exception) when (exception.SqlState is ['2', '2' or '3', ..])
            {
                throw new EventParcelException(exception.MessageText, exception);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException && !cancellationToken.IsCancellationRequested && time.GetElapsedTime(began) < Patience)
            {
                Log.NotReceived(logger, envelope.Name, envelope.Id, wait.TotalSeconds, exception.GetBaseException().Message);
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }
}
