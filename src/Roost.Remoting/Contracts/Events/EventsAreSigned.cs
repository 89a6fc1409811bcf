namespace Roost.Remoting.Contracts.Events;

/// <summary>
/// Events of this host, or those that it takes in, travel as parcels. Registered as a singleton by a transport that uses <see cref="IEventParcels"/>, so that keys that are missing are told
/// at start.
/// </summary>
public sealed record EventsAreSigned;
