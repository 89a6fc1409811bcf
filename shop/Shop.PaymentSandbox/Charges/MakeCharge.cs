using Shop.PaymentSandbox.Bookkeeping;
using Shop.PaymentSandbox.Idempotency;
using Shop.PaymentSandbox.Journal;
using Shop.PaymentSandbox.Methods;

namespace Shop.PaymentSandbox.Charges;

/// <summary>Charges or authorises an amount, or records that it was declined.</summary>
internal sealed record MakeCharge(
    Call Call, long Amount, string Currency, PaymentMethod Method, string Reference, bool Capture) : ILedgerCommand
{
    public Decision Decide(LedgerState state, EntryStamp stamp)
    {
        var status = Method.DeclineCode is not null ? ChargeStatus.Declined
            : Capture ? ChargeStatus.Captured
            : ChargeStatus.Authorized;

        return new ChargeMade(
            stamp, $"ch_{Guid.CreateVersion7(stamp.At):N}", status, Amount, Currency, Method.Name, Reference, Method.DeclineCode);
    }
}
