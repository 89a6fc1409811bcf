using Roost.EntityFramework.Conventions;
using Shop.Payments.Contracts;

namespace Shop.Payments.Charges;

internal sealed class Payment : IVersioned
{
    public required Guid Id { get; init; }

    public required Guid OrderId { get; init; }

    /// <summary>The caller's name for it, and ours with the provider.</summary>
    public required Guid OperationId { get; init; }

    public required long Amount { get; init; }

    public required string Currency { get; init; }

    public required string Method { get; init; }

    public required PaymentStatus Status { get; init; }

    public string? ProviderChargeId { get; init; }

    public long Captured { get; init; }

    /// <summary>What was given back, and what is reserved for refunds that the provider has not confirmed yet.</summary>
    public long Refunded { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the provider was last asked to charge.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public long Version { get; init; }

    /// <summary>What can still be given back.</summary>
    public long Left => Captured - Refunded;

    /// <summary>Whether a request asks for this very payment.</summary>
    public bool Answers(ChargePayment request) =>
        OrderId == request.OrderId && Amount == request.Amount.Amount && Currency == request.Amount.Currency && Method == request.Method;
}
