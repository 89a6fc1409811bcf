namespace Shop.Webhooks.Deliveries;

/// <summary>One request to a receiver. Of its answer only the status is kept: the rest is theirs, and may be anything.</summary>
internal sealed class Attempt
{
    public required Guid Id { get; init; }

    public required Guid DeliveryId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required int DurationMs { get; init; }

    /// <summary>The HTTP status, if there was an answer.</summary>
    public int? StatusCode { get; init; }

    /// <summary>What went wrong, as a code; <see langword="null"/> if nothing did.</summary>
    public string? Error { get; init; }
}
