using RabbitMQ.Client;
using Roost.Health;
using Roost.Messaging.Events.Transport;
using Roost.RabbitMQ.Publishing;
using Roost.Topology;

namespace Roost.RabbitMQ.Connections;

/// <summary>
/// Says when the broker is away or takes nothing, when nobody reads what this host's database sends, and when something could not be taken in. The host serves nevertheless: events wait
/// where they are.
/// </summary>
internal sealed class BrokerCheck(Broker broker, TopologyModel topology, IEnumerable<IEventTransport> transports) : IDependencyCheck, IAsyncDisposable
{
    private readonly string[] _targets = [.. transports.OfType<BrokerTransport>().Select(transport => transport.Name)];
    private IChannel? _channel;

    public string Name => "rabbitmq";

    public bool IsRequired => false;

    public async Task<DependencyState> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(await ChannelAsync(cancellationToken), cancellationToken);
        }
        catch (BrokerAwayException)
        {
            return DependencyState.Down("The broker cannot be reached. Events for other databases wait in this one.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_channel is { } channel)
        {
            _channel = null;
            await channel.DisposeAsync();
        }
    }

    private async Task<DependencyState> LookAsync(IChannel channel, CancellationToken cancellationToken)
    {
        if (broker.IsBlocked)
        {
            return DependencyState.Degraded("The broker takes no messages at present, because it is short of memory or disk.");
        }

        foreach (var target in _targets)
        {
            if (await Broker.LookAsync(channel, broker.QueueOf(target), cancellationToken) is { ConsumerCount: 0, MessageCount: > 0 and var waiting })
            {
                return DependencyState.Degraded($"Nobody takes in the events for database '{target}': {waiting} wait at the broker.");
            }
        }

        return await Broker.LookAsync(channel, broker.ParkedOf(topology.Self.Database), cancellationToken) is { MessageCount: > 0 and var parked }
            ? DependencyState.Degraded($"{parked} events could not be taken in and are parked at the broker.")
            : DependencyState.Up;
    }

    private async Task<IChannel> ChannelAsync(CancellationToken cancellationToken)
    {
        if (_channel is { IsOpen: true } open)
        {
            return open;
        }

        await DisposeAsync();
        var channel = await broker.OpenReceivingAsync(cancellationToken);
        _channel = channel;
        foreach (var database in _targets.Append(topology.Self.Database))
        {
            await broker.DeclareAsync(channel, database, cancellationToken);
        }

        return channel;
    }
}
