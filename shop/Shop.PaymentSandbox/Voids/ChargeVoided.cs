using Shop.PaymentSandbox.Bookkeeping;
using Shop.PaymentSandbox.Charges;
using Shop.PaymentSandbox.Journal;
using Shop.PaymentSandbox.Statements;

namespace Shop.PaymentSandbox.Voids;

/// <summary>The entry of a void.</summary>
internal sealed record ChargeVoided(EntryStamp Stamp, string ChargeId) : JournalEntry(Stamp, ChargeId)
{
    public override Answer Apply(LedgerState state)
    {
        var charge = state.RequireCharge(ChargeId) with { Status = ChargeStatus.Voided };
        state.Replace(charge);
        state.Move(this, MovementType.Void, charge, charge.Amount);
        return Answer.With(StatusCodes.Status200OK, charge);
    }
}
