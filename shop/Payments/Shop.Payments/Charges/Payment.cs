using Roost.EntityFramework.Conventions;

namespace Shop.Payments.Charges;

internal sealed record Payment : IVersioned
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

    /// <summary>What is held, or was when it was captured; <see langword="null"/> for a charge, which takes the money at once.</summary>
    public long? Authorized { get; init; }

    /// <summary>The caller's name for the capture, once there was one.</summary>
    public Guid? CaptureOperationId { get; init; }

    /// <summary>How much the capture is to take.</summary>
    public long? CaptureAmount { get; init; }

    /// <summary>The first caller's name for the undoing of the authorisation, once there was one.</summary>
    public Guid? VoidOperationId { get; init; }

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

    /// <summary>Whether the amount is held first, and captured or voided later.</summary>
    public bool IsTwoStep => Authorized is not null;

    /// <summary>Whether it only says that an authorisation was undone before it came.</summary>
    public bool IsTombstone => Currency == NoCurrency;

    /// <summary>Whether another request asks for this very payment.</summary>
    public bool Answers(Payment wanted) =>
        (OrderId, Amount, Currency, Method, IsTwoStep) == (wanted.OrderId, wanted.Amount, wanted.Currency, wanted.Method, wanted.IsTwoStep);

    /// <summary>What a log may say of it: nothing of how it is paid.</summary>
    public override string ToString() => $"Payment {Id}";

    /// <summary>What stands in the place of a currency where nothing was asked for, as in ISO 4217.</summary>
    public const string NoCurrency = "XXX";
}
