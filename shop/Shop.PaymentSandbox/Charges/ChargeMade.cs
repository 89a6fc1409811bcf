using Shop.PaymentSandbox.Bookkeeping;
using Shop.PaymentSandbox.Journal;
using Shop.PaymentSandbox.Statements;

namespace Shop.PaymentSandbox.Charges;

/// <summary>The entry of a new charge, whether captured, authorised or declined.</summary>
internal sealed record ChargeMade(
    EntryStamp Stamp,
    string ChargeId,
    ChargeStatus Status,
    long Amount,
    string Currency,
    string Method,
    string Reference,
    string? DeclineCode) : JournalEntry(Stamp, ChargeId)
{
    public override Answer Apply(LedgerState state)
    {
        var captured = Status == ChargeStatus.Captured ? Amount : 0;
        var charge = new Charge(ChargeId, Status, Amount, Currency, captured, 0, DeclineCode, Reference, Stamp.At);
        state.Add(charge);

        switch (Status)
        {
            case ChargeStatus.Captured:
                state.Move(this, MovementType.Charge, charge, Amount);
                break;
            case ChargeStatus.Authorized:
                state.Move(this, MovementType.Authorization, charge, Amount);
                break;
        }

        return Answer.With(
            Status == ChargeStatus.Declined ? StatusCodes.Status402PaymentRequired : StatusCodes.Status201Created, charge);
    }
}
