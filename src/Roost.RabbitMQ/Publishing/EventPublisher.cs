using RabbitMQ.Client;
using Roost.RabbitMQ.Connections;
using Roost.Remoting.Contracts.Events;

namespace Roost.RabbitMQ.Publishing;

/// <summary>Hands messages to the broker over one channel, and waits for its word that it has them. A channel that has failed is given up, and the next message makes another.</summary>
internal sealed class EventPublisher(Broker broker) : IAsyncDisposable
{
    /// <summary>The header with the seal.</summary>
    public const string Seal = "roost-seal";

    private readonly SemaphoreSlim _gate = new(1);
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);
    private IChannel? _channel;

    /// <summary>Puts an event into the queue of a database.</summary>
    /// <exception cref="BrokerAwayException">The broker cannot be reached.</exception>
    /// <exception cref="global::RabbitMQ.Client.Exceptions.PublishException">It has not taken the message.</exception>
    public async Task PublishAsync(string database, Guid id, string name, EventParcel parcel, CancellationToken cancellationToken)
    {
        var channel = await ChannelAsync(database, cancellationToken);
        var properties = Properties(id.ToString("D"), name, parcel.Seal);
        // Not ended by the token: a message cut off in the middle would end the channel for all the others.
        await channel.BasicPublishAsync("", broker.QueueOf(database), mandatory: true, properties, parcel.Body, CancellationToken.None).AsTask().WaitAsync(cancellationToken);
    }

    /// <summary>What goes with a message.</summary>
    public static BasicProperties Properties(string? id, string? name, string? seal) => new()
    {
        Persistent = true,
        MessageId = id,
        Type = name,
        ContentType = "application/json",
        Headers = new Dictionary<string, object?> { [Seal] = seal },
    };

    public async ValueTask DisposeAsync()
    {
        if (_channel is not null)
        {
            await _channel.DisposeAsync();
        }

        _gate.Dispose();
    }

    private async Task<IChannel> ChannelAsync(string database, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_channel is not { IsOpen: true })
            {
                await (_channel?.DisposeAsync() ?? default);
                _declared.Clear();
                _channel = await broker.OpenAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
            }

            if (_declared.Add(database))
            {
                await broker.DeclareAsync(_channel, database, cancellationToken);
            }

            return _channel;
        }
        catch
        {
            _declared.Remove(database);
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }
}
