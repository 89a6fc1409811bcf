using Roost.Messaging.Events.Transport;
using Roost.RabbitMQ.Connections;
using Roost.Remoting.Contracts.Events;

namespace Roost.RabbitMQ.Publishing;

/// <summary>Takes events to another database of the topology by the broker, which has them for good when it says so.</summary>
internal sealed class BrokerTransport(string database, Broker broker, IEventParcels parcels, EventPublisher publisher) : IEventTransport
{
    public string Name => database;

    public Task SendAsync(EventEnvelope envelope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        var parcel = parcels.Pack(database, envelope);
        return publisher.PublishAsync(database, broker.QueueOf(database), EventPublisher.Properties(envelope.Id.ToString("D"), envelope.Name, parcel.Seal), parcel.Body, cancellationToken);
    }
}
