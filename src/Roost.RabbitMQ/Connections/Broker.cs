using System.Net.Security;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Roost.Topology;

namespace Roost.RabbitMQ.Connections;

/// <summary>The broker: its queues, and the connections to it.</summary>
internal sealed class Broker(IOptions<RabbitMqOptions> options, HostShape shape) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly BrokerLink _publishing = new($"{shape.Name}, publishing", () => Read(options.Value.Connection!));
    private readonly BrokerLink _receiving = new($"{shape.Name}, receiving", () => Read(options.Value.Connection!));

    /// <summary>Whether the broker takes no messages at present, because it is short of memory or disk.</summary>
    public bool IsBlocked => _publishing.IsBlocked;

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
            // As much as the broker lets in: what it has let in must not end the connection here.
            MaxInboundMessageBodySize = 128 * 1024 * 1024,
        };
        try
        {
            factory.Uri = uri;
            // An address of amqps alone would have it take any certificate that the machine trusts, whoever's it is.
            factory.Ssl.AcceptablePolicyErrors = SslPolicyErrors.None;
            return factory;
        }
        catch (ArgumentException)
        {
            throw new FormatException("it is no amqp or amqps address with at most one virtual host.");
        }
    }

    /// <summary>A new channel for publishing, with confirms.</summary>
    /// <exception cref="BrokerAwayException">The broker cannot be reached.</exception>
    public Task<IChannel> OpenPublishingAsync(CancellationToken cancellationToken) => OpenAsync(_publishing, isConfirmed: true, cancellationToken);

    /// <summary>A new channel for receiving. It has a connection of its own: one that publishes is not read from while the broker is short of memory or disk, and what it has must be fetched then.</summary>
    /// <exception cref="BrokerAwayException">The broker cannot be reached.</exception>
    public Task<IChannel> OpenReceivingAsync(CancellationToken cancellationToken) => OpenAsync(_receiving, isConfirmed: false, cancellationToken);

    /// <summary>Sees to it that both queues of a database are there, as they must be: on a majority of the broker's disks, and read by one host at a time, in order.</summary>
    /// <exception cref="BrokerAwayException">The broker cannot be reached, or has other queues of these names.</exception>
    public Task DeclareAsync(IChannel channel, string database, CancellationToken cancellationToken) => AskAsync(() => DeclareNowAsync(channel, database, cancellationToken), cancellationToken);

    /// <summary>How a queue is.</summary>
    /// <exception cref="BrokerAwayException">The broker cannot be reached.</exception>
    public static Task<QueueDeclareOk> LookAsync(IChannel channel, string queue, CancellationToken cancellationToken) => AskAsync(() => channel.QueueDeclarePassiveAsync(queue, cancellationToken), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _publishing.DisposeAsync();
        await _receiving.DisposeAsync();
    }

    private static Task<IChannel> OpenAsync(BrokerLink link, bool isConfirmed, CancellationToken cancellationToken) => AskAsync(
        async () => await (await link.ConnectAsync(cancellationToken)).CreateChannelAsync(new(publisherConfirmationsEnabled: isConfirmed, publisherConfirmationTrackingEnabled: isConfirmed), cancellationToken),
        cancellationToken);

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (Exception exception) when (exception is BrokerUnreachableException or AlreadyClosedException or OperationInterruptedException or IOException or TimeoutException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new BrokerAwayException(exception.GetBaseException().Message, exception);
        }
    }

    private async Task<bool> DeclareNowAsync(IChannel channel, string database, CancellationToken cancellationToken)
    {
        await channel.QueueDeclareAsync(QueueOf(database), durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>
        {
            ["x-queue-type"] = "quorum",
            ["x-single-active-consumer"] = true,
            // What ends hosts again and again is put aside in the end, and not lost on that way.
            ["x-delivery-limit"] = 1000,
            ["x-dead-letter-exchange"] = "",
            ["x-dead-letter-routing-key"] = ParkedOf(database),
            ["x-dead-letter-strategy"] = "at-least-once",
            ["x-overflow"] = "reject-publish",
        }, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(ParkedOf(database), durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: cancellationToken);
        return true;
    }
}

/// <summary>The broker cannot be reached.</summary>
internal sealed class BrokerAwayException(string message, Exception innerException) : Exception(message, innerException);
