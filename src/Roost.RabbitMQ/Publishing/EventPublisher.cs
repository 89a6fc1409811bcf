using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Roost.RabbitMQ.Connections;

namespace Roost.RabbitMQ.Publishing;

/// <summary>
/// Hands messages to the broker over one channel, and waits for its word that it has them. A channel that is closed, or on which that word does not come in time, is given up, and the next
/// message makes another.
/// </summary>
internal sealed class EventPublisher(Broker broker, ILogger<EventPublisher> logger) : IAsyncDisposable
{
    /// <summary>The header with the seal.</summary>
    public const string Seal = "roost-seal";

    private readonly SemaphoreSlim _gate = new(1);
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);
    private IChannel? _channel;

    /// <summary>Puts a message into one of the two queues of a database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="properties">What goes with the message.</param>
    /// <param name="body">The message.</param>
    /// <param name="cancellationToken">Ends the waiting; the broker may have the message nevertheless.</param>
    /// <exception cref="BrokerAwayException">The broker cannot be reached.</exception>
    /// <exception cref="PublishException">It has not taken the message.</exception>
    public async Task PublishAsync(string database, string queue, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var channel = await ChannelAsync(database, cancellationToken);
        try
        {
            // Not ended by the token: a message cut off in the middle would end the channel for all the others.
            await channel.BasicPublishAsync("", queue, mandatory: true, properties, body, CancellationToken.None).AsTask().WaitAsync(cancellationToken);
        }
        catch (PublishException exception) when (exception.IsReturn)
        {
            // Somebody has deleted the queue, and the next attempt makes it again.
            await ForgetAsync(database);
            throw;
        }
        catch (OperationCanceledException)
        {
            GiveUp(channel);
            throw;
        }
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
        if (_channel is { } channel)
        {
            _channel = null;
            await channel.DisposeAsync();
        }

        _gate.Dispose();
    }

    private async Task<IChannel> ChannelAsync(string database, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var channel = Volatile.Read(ref _channel);
            if (channel is not { IsOpen: true })
            {
                if (channel is not null)
                {
                    GiveUp(channel);
                }

                _declared.Clear();
                _channel = channel = await broker.OpenPublishingAsync(cancellationToken);
            }

            if (!_declared.Contains(database))
            {
                await broker.DeclareAsync(channel, database, cancellationToken);
                _declared.Add(database);
            }

            return channel;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task ForgetAsync(string database)
    {
        await _gate.WaitAsync();
        _declared.Remove(database);
        _gate.Release();
    }

    private void GiveUp(IChannel channel)
    {
        if (Interlocked.CompareExchange(ref _channel, null, channel) == channel)
        {
            _ = CloseAsync(channel);
        }
    }

    /// <summary>Nobody waits for it: to close a channel is a question to the broker, too.</summary>
    private async Task CloseAsync(IChannel channel)
    {
        try
        {
            await channel.DisposeAsync();
        }
        catch (Exception exception)
        {
            Log.NotClosed(logger, exception);
        }
    }
}
