using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Roost.RabbitMQ.Connections;
using Roost.RabbitMQ.Publishing;
using Roost.Remoting.Contracts.Events;

namespace Roost.RabbitMQ.Receiving;

/// <summary>
/// Takes in what comes over one channel, until that ends. The broker is told of each message that is in the database, or parked; what it was not told of comes again, over
/// another channel, and the inbox knows what it has.
/// </summary>
internal sealed class Reception(IChannel channel, Broker broker, string database, IEventParcels parcels, EventReceipt receipt, ILogger logger)
{
    private const int AtATime = 8;
    private const ushort Ahead = 128;

    /// <param name="stopping">Ends it when what was begun is done.</param>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var closed = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, reason) =>
        {
            closed.TrySetResult(reason.ReplyText);
            return Task.CompletedTask;
        };
        var lanes = new Lanes(AtATime, delivery => TakeInAsync(delivery, ended.Token));
        var consumer = new AsyncEventingBasicConsumer(channel);
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        consumer.ReceivedAsync += async (_, message) =>
        {
            try
            {
                await UnpackAsync(message, lanes);
            }
            catch (Exception exception)
            {
                // Thrown here it would be kept silent, and the message would never be done with.
                failed.TrySetException(exception);
            }
        };
        consumer.UnregisteredAsync += (_, _) =>
        {
            closed.TrySetResult("The queue is gone.");
            return Task.CompletedTask;
        };

        await channel.BasicQosAsync(0, Ahead, global: false, stopping);
        await channel.BasicConsumeAsync(broker.QueueOf(database), autoAck: false, consumer, stopping);
        Log.Receives(logger, broker.QueueOf(database));
        var end = await Task.WhenAny(closed.Task, failed.Task, lanes.Failed, Task.Delay(Timeout.Infinite, ended.Token));
        await ended.CancelAsync();
        await lanes.EndAsync();
        if (end == closed.Task)
        {
            Log.Closed(logger, broker.QueueOf(database), await closed.Task);
        }

        if (end == lanes.Failed || end == failed.Task)
        {
            await end;
        }
    }

    private async Task UnpackAsync(BasicDeliverEventArgs delivered, Lanes lanes)
    {
        // What the broker has handed over is its own again when this returns.
        var properties = delivered.BasicProperties;
        var seal = properties.Headers is { } headers && headers.TryGetValue(EventPublisher.Seal, out var header) && header is byte[] bytes ? Encoding.ASCII.GetString(bytes) : "";
        var message = new Message(properties.MessageId, properties.Type, seal, delivered.Body.ToArray());
        try
        {
            lanes.Add(new(delivered.DeliveryTag, parcels.Unpack(new(message.Body, message.Seal)), message));
        }
        catch (EventParcelException exception)
        {
            await ParkAsync(delivered.DeliveryTag, message, exception.Message);
        }
    }

    private async Task TakeInAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            await receipt.ReceiveAsync(delivery.Envelope, cancellationToken);
        }
        catch (JsonException exception)
        {
            await ParkAsync(delivery.Tag, delivery.Message, $"Its origin cannot be read: {exception.Message}");
            return;
        }

        await channel.BasicAckAsync(delivery.Tag, multiple: false, CancellationToken.None);
    }

    /// <summary>Puts a message aside that nobody will ever be able to take in, so that the others go on. It is there before the broker is told that it is done with.</summary>
    private async Task ParkAsync(ulong tag, Message message, string why)
    {
        Log.Parked(logger, message.Id, message.Type, broker.ParkedOf(database), why);
        var properties = EventPublisher.Properties(message.Id, message.Type, message.Seal);
        properties.Headers!["roost-reason"] = why;
        await channel.BasicPublishAsync("", broker.ParkedOf(database), mandatory: true, properties, message.Body, CancellationToken.None);
        await channel.BasicAckAsync(tag, multiple: false, CancellationToken.None);
    }
}
