namespace Shop.Payments.Provider.Sandbox;

internal sealed record ChargeBody(long Amount, string Currency, string Method, string Reference);

internal sealed record RefundBody(long Amount);

internal sealed record ChargeAnswer(string Id, long AmountCaptured)
{
    public ProviderCharge ToCharge() => new(Id, AmountCaptured);
}

internal sealed record ChargeListAnswer(IReadOnlyList<ChargeAnswer> Charges);

internal sealed record RefundAnswer(string Id);

/// <summary>Why the provider refuses.</summary>
internal sealed record RefusalAnswer(string? Code = null);
