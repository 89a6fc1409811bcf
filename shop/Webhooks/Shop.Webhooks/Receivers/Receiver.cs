namespace Shop.Webhooks.Receivers;

/// <summary>An address that a shop has messages sent to. To those outside it is a webhook endpoint.</summary>
internal sealed class Receiver
{
    public required Guid Id { get; init; }

    public required string Url { get; init; }

    public required string[] EventTypes { get; init; }

    public string? Description { get; init; }

    /// <summary>What messages are signed with.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>What they were signed with before, and still are until <see cref="PreviousSecretUntil"/>.</summary>
    public byte[]? PreviousSecret { get; init; }

    public DateTimeOffset? PreviousSecretUntil { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when nothing is sent to it; <see langword="null"/> while it is enabled.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    public string? DisabledReason { get; init; }

    /// <summary>The secrets that a message is signed with at a time, the newest first.</summary>
    public IEnumerable<byte[]> SecretsAt(DateTimeOffset now) => PreviousSecret is { } previous && now < PreviousSecretUntil ? [Secret, previous] : [Secret];
}
