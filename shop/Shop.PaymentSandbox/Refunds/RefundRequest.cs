using Shop.PaymentSandbox.Problems;

namespace Shop.PaymentSandbox.Refunds;

/// <summary>The body of <c>POST /v1/charges/{id}/refunds</c>: what to give back, all that is left when left out.</summary>
internal sealed record RefundRequest(long? Amount, string? Reason)
{
    private const int MaxReason = 500;

    public Problem? Validate() => new FieldErrors()
        .Require(Amount is not { } amount || FieldRules.IsAmount(amount), "amount", FieldRules.AmountMessage)
        .Require(Reason is null || FieldRules.IsText(Reason, MaxReason), "reason", $"Give 1 to {MaxReason} characters, no control characters.")
        .ToProblem();
}
