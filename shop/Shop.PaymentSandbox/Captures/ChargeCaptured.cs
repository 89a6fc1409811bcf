using Shop.PaymentSandbox.Bookkeeping;
using Shop.PaymentSandbox.Charges;
using Shop.PaymentSandbox.Journal;
using Shop.PaymentSandbox.Statements;

namespace Shop.PaymentSandbox.Captures;

/// <summary>The entry of a capture.</summary>
internal sealed record ChargeCaptured(EntryStamp Stamp, string ChargeId, long Amount) : JournalEntry(Stamp, ChargeId)
{
    public override Answer Apply(LedgerState state)
    {
        var charge = state.RequireCharge(ChargeId) with { Status = ChargeStatus.Captured, AmountCaptured = Amount };
        state.Replace(charge);
        state.Move(this, MovementType.Capture, charge, Amount);
        return Answer.With(StatusCodes.Status200OK, charge);
    }
}
