using System.Text;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Roost.Messaging.Events.Transport;
using Roost.RabbitMQ.Connections;
using Roost.RabbitMQ.Publishing;
using Roost.Remoting.Contracts.Events;

namespace Roost.RabbitMQ.Receiving;

/// <summary>
/// Takes in what comes over one channel, until that ends. The broker is told of each message that is in the database, or parked; what it was not told of comes again, over
/// another channel, and the inbox knows what it has.
/// </summary>
internal sealed class Reception(IChannel channel, Broker broker, string database, IEventParcels parcels, EventReceipt receipt, EventPublisher publisher, TimeProvider time, ILogger logger)
{
    private const int AtATime = 8;
    private const ushort Ahead = 32;
    private const int LongestReason = 300;

    // As long as hosts of two versions run beside each other, or a new key is on its way.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);
    private readonly HashSet<string> _givenUp = new(StringComparer.Ordinal);

    /// <param name="progress">Told when a message is done with.</param>
    /// <param name="stopping">Ends it when what was begun is done.</param>
    public async Task RunAsync(Action progress, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var closed = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, reason) =>
        {
            closed.TrySetResult(reason.ReplyText);
            return Task.CompletedTask;
        };
        var lanes = new Lanes(AtATime, async delivery =>
        {
            await TakeInAsync(delivery, ended.Token);
            progress();
        });
        var consumer = new AsyncEventingBasicConsumer(channel);
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        consumer.ReceivedAsync += async (_, message) =>
        {
            try
            {
                await UnpackAsync(message, lanes, ended.Token);
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
        // What the broker is not told of in time comes again.
        await Task.WhenAny(lanes.EndAsync(), Task.Delay(EndPatience, time, CancellationToken.None));
        if (end == closed.Task)
        {
            Log.Closed(logger, broker.QueueOf(database), await closed.Task);
        }

        if (end == lanes.Failed || end == failed.Task)
        {
            await end;
        }
    }

    private async Task UnpackAsync(BasicDeliverEventArgs delivered, Lanes lanes, CancellationToken cancellationToken)
    {
        // What the broker has handed over is its own again when this returns.
        var properties = delivered.BasicProperties;
        var seal = properties.Headers is { } headers && headers.TryGetValue(EventPublisher.Seal, out var header) && header is byte[] { Length: <= EventParcel.LongestSeal } bytes ? Encoding.ASCII.GetString(bytes) : "";
        var message = new Message(properties.MessageId, properties.Type, seal, delivered.Body.ToArray());
        try
        {
            lanes.Add(new(delivered.DeliveryTag, await UnpackAsync(message, cancellationToken), message));
        }
        catch (EventParcelException exception)
        {
            await ParkAsync(delivered.DeliveryTag, message, exception.Message, cancellationToken);
        }
    }

    /// <summary>Unpacks a message. One that a newer version or a key on its way would make good is waited for, with all behind it, once for each reason.</summary>
    private async Task<EventEnvelope> UnpackAsync(Message message, CancellationToken cancellationToken)
    {
        for (var began = time.GetTimestamp(); ; await Task.Delay(Look, time, cancellationToken))
        {
            try
            {
                return parcels.Unpack(new(message.Body, message.Seal));
            }
            catch (EventParcelException exception) when (exception.MayPass && _givenUp.Count < Ahead && !_givenUp.Contains(exception.Message) && time.GetElapsedTime(began) < Patience)
            {
                Log.Waits(logger, message.Id, message.Type, exception.Message);
            }
            catch (EventParcelException exception) when (exception.MayPass && _givenUp.Count < Ahead)
            {
                _givenUp.Add(exception.Message);
                throw;
            }
        }
    }

    private async Task TakeInAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            await receipt.ReceiveAsync(delivery.Envelope, cancellationToken);
        }
        catch (EventParcelException exception)
        {
            await ParkAsync(delivery.Tag, delivery.Message, $"It cannot be taken in: {exception.Message}", cancellationToken);
            return;
        }

        await channel.BasicAckAsync(delivery.Tag, multiple: false, CancellationToken.None);
    }

    /// <summary>Puts a message aside that nobody will ever be able to take in, so that the others go on. It is there before the broker is told that it is done with.</summary>
    private async Task ParkAsync(ulong tag, Message message, string reason, CancellationToken cancellationToken)
    {
        // What somebody has made up may be of any length.
        var why = reason.Length > LongestReason ? reason[..LongestReason] : reason;
        Log.Parked(logger, message.Id, message.Type, broker.ParkedOf(database), why);
        var properties = EventPublisher.Properties(message.Id, message.Type, message.Seal);
        properties.Headers!["roost-reason"] = why;
        await publisher.PublishAsync(database, broker.ParkedOf(database), properties, message.Body, cancellationToken);
        await channel.BasicAckAsync(tag, multiple: false, CancellationToken.None);
    }
}
