namespace Shop.Payments.Provider.Sandbox;

internal sealed record ChargeBody(long Amount, string Currency, string Method, string Reference, bool Capture);

internal sealed record CaptureBody(long Amount);

internal sealed record VoidBody;

internal sealed record RefundBody(long Amount);

internal sealed record ChargeAnswer(string Id, ProviderChargeState Status, long Amount, long AmountCaptured)
{
    public ProviderCharge ToCharge() => new(Id, Status, Amount, AmountCaptured);
}

internal sealed record ChargeListAnswer(IReadOnlyList<ChargeAnswer> Charges);

internal sealed record RefundAnswer(string Id);

internal sealed record StatementAnswer(IReadOnlyList<MovementAnswer> Movements);

internal sealed record MovementAnswer(string IdempotencyKey, string Type, string ChargeId, string Reference, long Amount, string Currency, DateTimeOffset At)
{
    public ProviderMovement ToMovement() => new(IdempotencyKey, Type, ChargeId, Reference, Amount, Currency, At);
}

/// <summary>Why the provider refuses.</summary>
internal sealed record RefusalAnswer(string? Code = null);
