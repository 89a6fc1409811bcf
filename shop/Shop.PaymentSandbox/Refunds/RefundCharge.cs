using Shop.PaymentSandbox.Bookkeeping;
using Shop.PaymentSandbox.Charges;
using Shop.PaymentSandbox.Idempotency;
using Shop.PaymentSandbox.Journal;
using Shop.PaymentSandbox.Problems;

namespace Shop.PaymentSandbox.Refunds;

/// <summary>Gives captured money back, in one or several refunds, never more than was captured.</summary>
internal sealed record RefundCharge(Call Call, string ChargeId, long? Amount, string? Reason) : ILedgerCommand
{
    public Decision Decide(LedgerState state, EntryStamp stamp)
    {
        if (state.FindCharge(ChargeId) is not { } charge)
        {
            return ChargeProblems.NotFound;
        }

        if (charge.Status != ChargeStatus.Captured)
        {
            return ChargeProblems.NotCaptured(charge);
        }

        var left = charge.AmountCaptured - charge.AmountRefunded;
        var amount = Amount ?? left;
        return left == 0 || amount > left
            ? new Problem(
                StatusCodes.Status409Conflict,
                ProblemCodes.RefundTooLarge,
                $"Of {charge.AmountCaptured} captured, {charge.AmountRefunded} were refunded already: {left} are left.")
            : new ChargeRefunded(stamp, ChargeId, $"re_{Guid.CreateVersion7(stamp.At):N}", amount, Reason);
    }
}
