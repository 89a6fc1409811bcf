using Shop.PaymentSandbox.Idempotency;
using Shop.PaymentSandbox.Journal;

namespace Shop.PaymentSandbox.Bookkeeping;

/// <summary>A change that a caller asks for, with the rules that it is subject to.</summary>
internal interface ILedgerCommand
{
    Call Call { get; }

    /// <summary>Decides while nothing else is decided, so that what it sees in <paramref name="state"/> still holds when it is applied.</summary>
    Decision Decide(LedgerState state, EntryStamp stamp);
}
