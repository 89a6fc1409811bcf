using Shop.PaymentSandbox.Idempotency;
using Shop.PaymentSandbox.Methods;
using Shop.PaymentSandbox.Problems;

namespace Shop.PaymentSandbox.Charges;

/// <summary>The body of <c>POST /v1/charges</c>.</summary>
internal sealed record ChargeRequest(long? Amount, string? Currency, string? Method, string? Reference, bool? Capture)
{
    private const int MaxReference = 200;

    public Problem? Validate() => new FieldErrors()
        .Require(Amount is { } amount && FieldRules.IsAmount(amount), "amount", FieldRules.AmountMessage)
        .Require(FieldRules.IsCurrency(Currency), "currency", "Give an ISO 4217 currency: three upper-case letters.")
        .Require(FieldRules.IsText(Method, 100), "method", $"Give one of {PaymentMethod.Names}.")
        .Require(IsReference(Reference), "reference", $"Give 1 to {MaxReference} characters, no control characters.")
        .ToProblem();

    public static bool IsReference(string? text) => FieldRules.IsText(text, MaxReference);

    /// <summary>The command to make this charge, once it was found valid.</summary>
    public MakeCharge ToCommand(string key, PaymentMethod method)
    {
        var capture = Capture ?? true;
        return new MakeCharge(
            Call.Of(key, "charge", Amount, Currency, Method, Reference, capture),
            Amount!.Value, Currency!, method, Reference!, capture);
    }
}
