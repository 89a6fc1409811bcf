using RabbitMQ.Client;
using Roost.Health;
using Roost.Topology;

namespace Roost.RabbitMQ.Connections;

/// <summary>Says when the broker is away, and when there is something in the queue of what could not be taken in. The host serves nevertheless: events wait where they are.</summary>
internal sealed class BrokerCheck(Broker broker, TopologyModel topology) : IDependencyCheck, IAsyncDisposable
{
    private IChannel? _channel;

    public string Name => "rabbitmq";

    public bool IsRequired => false;

    public async Task<DependencyState> CheckAsync(CancellationToken cancellationToken)
    {
        if (_channel is not { IsOpen: true })
        {
            await DisposeAsync();
            try
            {
                _channel = await broker.OpenAsync(new(publisherConfirmationsEnabled: false, publisherConfirmationTrackingEnabled: false), cancellationToken);
                await broker.DeclareAsync(_channel, topology.Self.Database, cancellationToken);
            }
            catch (BrokerAwayException)
            {
                return DependencyState.Down("The broker cannot be reached. Events for other databases wait in this one.");
            }
        }

        return await _channel.MessageCountAsync(broker.ParkedOf(topology.Self.Database), cancellationToken) is > 0 and var parked
            ? DependencyState.Degraded($"{parked} events could not be taken in and are parked at the broker.")
            : DependencyState.Up;
    }

    public async ValueTask DisposeAsync()
    {
        if (_channel is not null)
        {
            await _channel.DisposeAsync();
            _channel = null;
        }
    }
}
