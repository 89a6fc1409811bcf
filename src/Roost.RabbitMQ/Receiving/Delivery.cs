using Roost.Messaging.Events.Transport;

namespace Roost.RabbitMQ.Receiving;

/// <summary>A message of the broker, unpacked.</summary>
/// <param name="Tag">By which the broker knows it on this channel.</param>
/// <param name="Envelope">The event.</param>
/// <param name="Message">The message as it came.</param>
internal sealed record Delivery(ulong Tag, EventEnvelope Envelope, Message Message);

/// <summary>A message as it came.</summary>
internal sealed record Message(string? Id, string? Type, string Seal, byte[] Body);
