using Shop.PaymentSandbox.Problems;

namespace Shop.PaymentSandbox.Captures;

/// <summary>The body of <c>POST /v1/charges/{id}/capture</c>: what to take of the hold, all of it when left out.</summary>
internal sealed record CaptureRequest(long? Amount)
{
    public Problem? Validate() => new FieldErrors()
        .Require(Amount is not { } amount || FieldRules.IsAmount(amount), "amount", FieldRules.AmountMessage)
        .ToProblem();
}
