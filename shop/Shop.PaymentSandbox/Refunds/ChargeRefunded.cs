using Shop.PaymentSandbox.Bookkeeping;
using Shop.PaymentSandbox.Journal;
using Shop.PaymentSandbox.Statements;

namespace Shop.PaymentSandbox.Refunds;

/// <summary>The entry of a refund.</summary>
internal sealed record ChargeRefunded(
    EntryStamp Stamp, string ChargeId, string RefundId, long Amount, string? Reason) : JournalEntry(Stamp, ChargeId)
{
    public override Answer Apply(LedgerState state)
    {
        var charge = state.RequireCharge(ChargeId);
        charge = charge with { AmountRefunded = charge.AmountRefunded + Amount };
        state.Replace(charge);
        state.Move(this, MovementType.Refund, charge, Amount, RefundId);
        return Answer.With(
            StatusCodes.Status201Created, new Refund(RefundId, ChargeId, Amount, charge.Currency, Reason, Stamp.At));
    }
}
