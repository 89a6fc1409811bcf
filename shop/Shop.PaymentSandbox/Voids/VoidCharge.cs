using Shop.PaymentSandbox.Bookkeeping;
using Shop.PaymentSandbox.Charges;
using Shop.PaymentSandbox.Idempotency;
using Shop.PaymentSandbox.Journal;

namespace Shop.PaymentSandbox.Voids;

/// <summary>Lets a held amount go.</summary>
internal sealed record VoidCharge(Call Call, string ChargeId) : ILedgerCommand
{
    public Decision Decide(LedgerState state, EntryStamp stamp) => state.FindCharge(ChargeId) switch
    {
        null => ChargeProblems.NotFound,
        { Status: ChargeStatus.Captured } charge => ChargeProblems.NotAuthorized(charge, "Refund it instead."),
        { Status: not ChargeStatus.Authorized } charge => ChargeProblems.NotAuthorized(charge, "There is nothing to let go."),
        _ => new ChargeVoided(stamp, ChargeId),
    };
}
