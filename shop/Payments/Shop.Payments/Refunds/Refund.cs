namespace Shop.Payments.Refunds;

internal sealed class Refund
{
    public required Guid Id { get; init; }

    public required Guid PaymentId { get; init; }

    /// <summary>The caller's name for it.</summary>
    public required Guid OperationId { get; init; }

    public required long Amount { get; init; }

    public required string Reason { get; init; }

    public required RefundStatus Status { get; init; }

    public string? ProviderRefundId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
