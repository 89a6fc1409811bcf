using Shop.PaymentSandbox.Charges;
using Shop.PaymentSandbox.Refunds;

namespace Shop.PaymentSandbox.Bookkeeping;

/// <summary>What the first call under a key was told, and every repeat is told again: a charge as it then was, or a refund.</summary>
internal sealed record Answer(int StatusCode, Charge? Charge, Refund? Refund)
{
    public string ChargeId => Charge?.Id ?? Refund!.ChargeId;

    public static Answer With(int statusCode, Charge charge) => new(statusCode, charge, null);

    public static Answer With(int statusCode, Refund refund) => new(statusCode, null, refund);
}
