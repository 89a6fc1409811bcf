using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;
using Roost.Messaging.Events.Transport;

namespace Roost.RabbitMQ.Receiving;

/// <summary>Puts events into the inbox, and does not give up while the database is away: what comes behind must not overtake.</summary>
internal sealed class EventReceipt(IEventInbox inbox, TimeProvider time, ILogger<EventReceipt> logger)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>Returns when the event is in the database, or was before.</summary>
    /// <exception cref="JsonException">It can never be, because it cannot be read.</exception>
    public async Task ReceiveAsync(EventEnvelope envelope, CancellationToken cancellationToken)
    {
        for (var wait = FirstWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            try
            {
                await inbox.ReceiveAsync(envelope, cancellationToken);
                return;
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException && !cancellationToken.IsCancellationRequested)
            {
                Log.NotReceived(logger, envelope.Name, envelope.Id, wait.TotalSeconds, exception.GetBaseException().Message);
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }
}
