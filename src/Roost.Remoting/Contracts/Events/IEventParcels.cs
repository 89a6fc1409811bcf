using Roost.Messaging.Events.Transport;

namespace Roost.Remoting.Contracts.Events;

/// <summary>
/// Packs events for transports that are no host of the topology, such as a broker, and unpacks them on the other side: signed by the host that sends them, for the database
/// that they are meant for. Whoever runs the broker can lose events and let them be seen; it cannot make any, nor send them elsewhere.
/// </summary>
public interface IEventParcels
{
    /// <summary>Packs an event.</summary>
    /// <param name="database">The database that it is for.</param>
    /// <param name="envelope">The event.</param>
    EventParcel Pack(string database, EventEnvelope envelope);

    /// <summary>Unpacks an event that is for this host's database.</summary>
    /// <param name="parcel">The parcel.</param>
    /// <exception cref="EventParcelException">
    /// It cannot be read; or it is of no host that is known here, or of one that may not send such an event; or it was on its way for so long that the inbox has forgotten whether
    /// it has come already (<see cref="Messaging.MessagingOptions.Keep"/>).
    /// </exception>
    EventEnvelope Unpack(EventParcel parcel);
}
