using Roost.Messaging.Events.Transport;
using Roost.Remoting.Contracts.Events;

namespace Roost.RabbitMQ.Publishing;

/// <summary>Takes events to another database of the topology by the broker, which has them for good when it says so.</summary>
internal sealed class BrokerTransport(string database, IEventParcels parcels, EventPublisher publisher) : IEventTransport
{
    public string Name => database;

    public Task SendAsync(EventEnvelope envelope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        return publisher.PublishAsync(database, envelope.Id, envelope.Name, parcels.Pack(database, envelope), cancellationToken);
    }
}
