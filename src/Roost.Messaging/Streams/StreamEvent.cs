using Roost.Messaging.Adding;
using Roost.Operations;

namespace Roost.Messaging.Streams;

/// <summary>An event as it was recorded.</summary>
public sealed class StreamEvent
{
    private readonly byte[] _envelope;
    private JobEnvelope? _read;

    internal StreamEvent(RecordedEvent recorded, object data)
    {
        Position = recorded.Position;
        Id = recorded.Id;
        Stream = recorded.Stream;
        StreamId = recorded.StreamId;
        Version = recorded.Version;
        RecordedAt = recorded.RecordedAt;
        Data = data;
        _envelope = recorded.Envelope;
    }

    /// <summary>Its place among the events of all streams. Of two events of one stream the later has the higher; numbers are left out where an append was undone.</summary>
    public long Position { get; }

    /// <summary>Its id, the same for whoever reads it.</summary>
    public Guid Id { get; }

    /// <summary>The kind of its stream: <c>module.stream</c>.</summary>
    public string Stream { get; }

    /// <summary>Which of that kind.</summary>
    public string StreamId { get; }

    /// <summary>Its place in its stream, from 1.</summary>
    public long Version { get; }

    /// <summary>What has happened, as the image knows it today: brought up to date by upcasters.</summary>
    public object Data { get; }

    /// <summary>When it was appended, by the database's clock.</summary>
    public DateTimeOffset RecordedAt { get; }

    /// <summary>Who did it.</summary>
    public Principal Principal => new(Envelope.Kind, Envelope.Id, [.. Envelope.Roles ?? []]);

    /// <summary>The name under which all that one request caused can be found.</summary>
    public string CorrelationId => Envelope.Correlation;

    internal JobEnvelope Envelope => _read ??= JobEnvelope.Read(_envelope);
}

/// <summary>An event as the database has it.</summary>
internal sealed record RecordedEvent(long Position, Guid Id, Guid Tenant, string Stream, string StreamId, long Version, string Type, DateTimeOffset RecordedAt, byte[] Envelope, byte[] Payload);
