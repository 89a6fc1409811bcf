using Shop.PaymentSandbox.Journal;
using Shop.PaymentSandbox.Problems;

namespace Shop.PaymentSandbox.Bookkeeping;

/// <summary>Either the entry to write, or the problem because of which nothing is written.</summary>
internal readonly record struct Decision(JournalEntry? Entry, Problem? Problem)
{
    public static implicit operator Decision(JournalEntry entry) => new(entry, null);

    public static implicit operator Decision(Problem problem) => new(null, problem);
}
