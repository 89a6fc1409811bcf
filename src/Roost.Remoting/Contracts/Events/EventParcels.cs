using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Roost.Messaging;
using Roost.Messaging.Events.Transport;
using Roost.Remoting.Contracts.Trust;
using Roost.Topology;

namespace Roost.Remoting.Contracts.Events;

/// <summary>Signs with the host's own key (ECDSA, P-256, SHA-256). The seal is <c>host.time.signature</c>, over them, the database and the body.</summary>
internal sealed class EventParcels(TopologyModel topology, EventSenders senders, SignatureKeys keys, IOptions<MessagingOptions> messaging, TimeProvider time) : IEventParcels
{
    // A key that agrees on secrets with other hosts signs nothing that could be taken for something else.
    private const string Purpose = "roost event 1";

    // How far the clocks of two hosts may be apart at the most.
    private static readonly TimeSpan Skew = TimeSpan.FromHours(1);

    public EventParcel Pack(string database, EventEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        var body = JsonSerializer.SerializeToUtf8Bytes(WireEvent.Of(envelope), WireEventJson.Default.WireEvent);
        var head = $"{topology.Self.Name}.{time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}";
        return new(body, $"{head}.{Base64Url.EncodeToString(keys.Sign(Signed(head, database, body)))}");
    }

    public EventEnvelope Unpack(EventParcel parcel)
    {
        if (parcel.Seal is null or { Length: > EventParcel.LongestSeal } || parcel.Seal.Split('.') is not [var sender, var sent, var signature] || !Base64Url.IsValid(signature)
            || !long.TryParse(sent, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            throw new EventParcelException("It has no seal as hosts write it.");
        }

        if (!keys.Knows(sender))
        {
            throw new EventParcelException($"Nobody here knows a host '{sender}': its public key belongs into {TrustOptions.Section}:{nameof(TrustOptions.Hosts)}.") { MayPass = true };
        }

        if (!keys.Verify(sender, Signed($"{sender}.{sent}", topology.Self.Database, parcel.Body.Span), Base64Url.DecodeFromChars(signature)))
        {
            throw new EventParcelException($"It is not signed with the key of host '{sender}' for database '{topology.Self.Database}'.");
        }

        var received = Read(parcel.Body.Span);
        if (!senders.Knows(sender, received.Name))
        {
            throw new EventParcelException($"This version knows no host '{sender}', or no event '{received.Name}'.") { MayPass = true };
        }

        if (!senders.MaySend(sender, received.Name))
        {
            throw new EventParcelException($"Host '{sender}' is no worker of a database in which '{received.Name}' is published.");
        }

        // The inbox is cleared by the database's clock, which may go faster than the sender's.
        var age = time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        if (age > messaging.Value.Keep - Skew || age < -Skew)
        {
            throw new EventParcelException($"By its own word it was sent {age.TotalHours:0} hours ago, and nobody remembers for longer than {messaging.Value.Keep.TotalHours:0} what has come before.");
        }

        return received.ToEnvelope();
    }

    private static WireEvent Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return WireEvent.Read(body) ?? throw new EventParcelException("It lacks what an event has.");
        }
        catch (JsonException exception)
        {
            throw new EventParcelException("It cannot be read.", exception);
        }
    }

    private static byte[] Signed(string head, string database, ReadOnlySpan<byte> body) =>
        [.. Encoding.UTF8.GetBytes($"{Purpose}\n{head}\n{database}\n"), .. body];
}
