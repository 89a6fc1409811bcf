namespace Roost.Messaging.Streams.Schema;

/// <summary>Advisory locks of streams, each a class of its own.</summary>
internal static class StreamLocks
{
    /// <summary>Held, shared, by each transaction that appends, from before it takes its first number until it is over; the key says behind which number.</summary>
    public const string Open = "x'53747265'::int";

    /// <summary>Held, shared, by each transaction that appends to a stream of an inline projection; the key is the projection's.</summary>
    public const string Inline = "x'50726F6A'::int";
}
