using System.Text.Json.Serialization;
using Shop.PaymentSandbox.Bookkeeping;
using Shop.PaymentSandbox.Captures;
using Shop.PaymentSandbox.Charges;
using Shop.PaymentSandbox.Refunds;
using Shop.PaymentSandbox.Voids;

namespace Shop.PaymentSandbox.Journal;

/// <summary>One line of the journal: a change that was decided. It is never rewritten.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ChargeMade), "charge")]
[JsonDerivedType(typeof(ChargeCaptured), "capture")]
[JsonDerivedType(typeof(ChargeVoided), "void")]
[JsonDerivedType(typeof(ChargeRefunded), "refund")]
internal abstract record JournalEntry(
    [property: JsonPropertyOrder(-2)] EntryStamp Stamp,
    [property: JsonPropertyOrder(-1)] string ChargeId)
{
    /// <summary>
    /// Makes the change in memory and gives the answer its caller gets, now and at every repeat. It decides nothing:
    /// the same entries in the same order always lead to the same state and the same answers.
    /// </summary>
    public abstract Answer Apply(LedgerState state);
}
