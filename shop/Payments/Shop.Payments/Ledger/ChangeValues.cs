namespace Shop.Payments.Ledger;

/// <summary>What a change of a payment writes beside what its posting says.</summary>
/// <param name="Amount">What is held or captured, in minor units.</param>
/// <param name="ProviderChargeId">The provider's name for the charge.</param>
/// <param name="CaptureOperationId">The caller's name for the capture.</param>
internal readonly record struct ChangeValues(long Amount, string? ProviderChargeId, Guid? CaptureOperationId);
