using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roost.RabbitMQ.Connections;
using Roost.RabbitMQ.Publishing;
using Roost.Remoting.Contracts.Events;
using Roost.Topology;

namespace Roost.RabbitMQ.Receiving;

/// <summary>Takes in the events of other databases from this one's queue. Of several hosts one does, and another when it is gone.</summary>
internal sealed class EventConsumer(Broker broker, TopologyModel topology, IEventParcels parcels, EventReceipt receipt, EventPublisher publisher, TimeProvider time, ILogger<EventConsumer> logger) : BackgroundService
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host's start does not wait for a broker.
        await Task.Yield();
        var wait = FirstWait;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ReceiveAsync(() => wait = FirstWait, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (BrokerAwayException exception)
            {
                Log.Away(logger, wait.TotalSeconds, exception.Message);
            }
            catch (Exception exception)
            {
                // Whatever it was, the messages are still at the broker, and the next attempt begins with them.
                Log.ReceptionFailed(logger, exception, wait.TotalSeconds);
            }

            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    private async Task ReceiveAsync(Action progress, CancellationToken stoppingToken)
    {
        var database = topology.Self.Database;
        await using var channel = await broker.OpenReceivingAsync(stoppingToken);
        await broker.DeclareAsync(channel, database, stoppingToken);
        await new Reception(channel, broker, database, parcels, receipt, publisher, time, logger).RunAsync(progress, stoppingToken);
    }
}
