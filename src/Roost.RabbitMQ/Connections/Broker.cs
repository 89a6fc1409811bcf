using Microsoft.Extensions.Options;
using Roost.Topology;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Roost.RabbitMQ.Connections;

/// <summary>The connection to the broker, made when it is asked for and made again when it was lost.</summary>
internal sealed class Broker(IOptions<RabbitMqOptions> options, HostShape shape) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _gate = new(1);
    private IConnection? _connection;

    /// <summary>The queue in which events for a database wait.</summary>
    public string QueueOf(string database) => $"{options.Value.Prefix}.events.{database}";

    /// <summary>The queue in which what cannot be taken in is put aside.</summary>
    public string ParkedOf(string database) => $"{QueueOf(database)}.parked";

    /// <summary>What a connection string says, and how this application uses the connection.</summary>
    /// <exception cref="FormatException">It cannot be read. The message does not quote it.</exception>
    public static ConnectionFactory Read(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            throw new FormatException("it is no address.");
        }

        var factory = new ConnectionFactory
        {
            // Whoever uses the connection begins anew when it was lost, with all that belongs to it.
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedConnectionTimeout = TimeSpan.FromSeconds(5),
            ContinuationTimeout = Patience,
            // One that is gone without a word is known to be after twice this time.
            RequestedHeartbeat = TimeSpan.FromSeconds(5),
        };
        try
        {
            factory.Uri = uri;
            return factory;
        }
        catch (ArgumentException)
        {
            throw new FormatException("it is no amqp or amqps address with at most one virtual host.");
        }
    }

    /// <summary>A new channel.</summary>
    /// <exception cref="BrokerAwayException">The broker cannot be reached.</exception>
    public async Task<IChannel> OpenAsync(CreateChannelOptions channel, CancellationToken cancellationToken)
    {
        try
        {
            return await (await ConnectAsync(cancellationToken)).CreateChannelAsync(channel, cancellationToken);
        }
        catch (Exception exception) when (exception is BrokerUnreachableException or AlreadyClosedException or OperationInterruptedException or IOException or TimeoutException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new BrokerAwayException(exception.GetBaseException().Message, exception);
        }
    }

    /// <summary>Sees to it that both queues of a database are there, as they must be: on a majority of the broker's disks, and read by one host at a time, in order.</summary>
    public async Task DeclareAsync(IChannel channel, string database, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(channel);
        await channel.QueueDeclareAsync(QueueOf(database), durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>
        {
            ["x-queue-type"] = "quorum",
            ["x-single-active-consumer"] = true,
            // Hosts may be killed as often as they like: what cannot be taken in is put aside by the one that knows why, not because of how often it came.
            ["x-delivery-limit"] = 1_000_000,
        }, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(ParkedOf(database), durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        _gate.Dispose();
    }

    private async Task<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_connection is { IsOpen: true })
            {
                return _connection;
            }

            await (_connection?.DisposeAsync() ?? default);
            _connection = null;
            return _connection = await Read(options.Value.Connection!).CreateConnectionAsync(shape.Name, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }
}

/// <summary>The broker cannot be reached.</summary>
internal sealed class BrokerAwayException(string message, Exception innerException) : Exception(message, innerException);
