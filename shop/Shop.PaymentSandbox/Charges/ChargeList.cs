namespace Shop.PaymentSandbox.Charges;

/// <summary>The charges that a look-up found, the oldest first, as they are now.</summary>
internal sealed record ChargeList(IReadOnlyList<Charge> Charges);
