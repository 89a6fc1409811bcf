using Shop.PaymentSandbox.Bookkeeping;
using Shop.PaymentSandbox.Charges;
using Shop.PaymentSandbox.Idempotency;
using Shop.PaymentSandbox.Journal;
using Shop.PaymentSandbox.Problems;

namespace Shop.PaymentSandbox.Captures;

/// <summary>Takes a held amount, or a part of it. There is one capture a charge: what it leaves is let go.</summary>
internal sealed record CaptureCharge(Call Call, string ChargeId, long? Amount) : ILedgerCommand
{
    public Decision Decide(LedgerState state, EntryStamp stamp) => state.FindCharge(ChargeId) switch
    {
        null => ChargeProblems.NotFound,
        { Status: not ChargeStatus.Authorized } charge =>
            ChargeProblems.NotAuthorized(charge, "Only an authorized charge can be captured, and only once."),
        var charge when Amount > charge.Amount => new Problem(
            StatusCodes.Status409Conflict,
            ProblemCodes.CaptureTooLarge,
            $"The charge holds {charge.Amount}: capture that much at most."),
        var charge => new ChargeCaptured(stamp, ChargeId, Amount ?? charge.Amount),
    };
}
