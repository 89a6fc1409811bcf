using Shop.Webhooks.Receivers;

namespace Shop.Webhooks.Deliveries;

/// <summary>A message to one endpoint, and what became of it.</summary>
internal sealed class Delivery
{
    public required Guid Id { get; init; }

    public required Guid ReceiverId { get; init; }

    public Receiver? Receiver { get; init; }

    /// <summary>Names the event that the message tells of: the same at every endpoint, in every attempt and replay.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>The same as receivers see it.</summary>
    public string WireId => $"msg_{MessageId:N}";

    public required string Type { get; init; }

    /// <summary>The message as JSON, as it is signed and sent.</summary>
    public required string Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DeliveryStatus Status { get; private set; } = DeliveryStatus.Pending;

    /// <summary>Why it failed.</summary>
    public string? Reason { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public List<Attempt> Attempts { get; init; } = [];

    public void Succeed(DateTimeOffset now)
    {
        Status = DeliveryStatus.Succeeded;
        EndedAt = now;
    }

    public void Fail(string reason, DateTimeOffset now)
    {
        Status = DeliveryStatus.Failed;
        Reason = reason;
        EndedAt = now;
    }
}
