using Shop.PaymentSandbox.Charges;
using Shop.PaymentSandbox.Journal;
using Shop.PaymentSandbox.Statements;

namespace Shop.PaymentSandbox.Bookkeeping;

/// <summary>
/// Everything the journal says, in memory. It changes only by applying entries, whether they were just decided or are
/// being replayed. Not thread-safe: the <see cref="Ledger"/> guards it.
/// </summary>
internal sealed class LedgerState
{
    private readonly Dictionary<string, Charge> _charges = [];
    private readonly Dictionary<string, List<string>> _chargesByReference = [];
    private readonly Dictionary<string, RecordedAnswer> _answers = [];
    private readonly List<Movement> _movements = [];

    /// <summary>The sequence of the last entry; 0 when there is none.</summary>
    public long Sequence { get; private set; }

    /// <summary>Every movement of money so far, in order.</summary>
    public IReadOnlyList<Movement> Movements => _movements;

    public Charge? FindCharge(string id) => _charges.GetValueOrDefault(id);

    /// <summary>For entries: the charge that they change.</summary>
    /// <exception cref="InvalidDataException">No earlier entry made it.</exception>
    public Charge RequireCharge(string id) =>
        FindCharge(id) ?? throw new InvalidDataException($"No entry before it made the charge {id}.");

    public RecordedAnswer? FindAnswer(string key) => _answers.GetValueOrDefault(key);

    /// <summary>The charges with a reference, the oldest first.</summary>
    public Charge[] FindByReference(string reference) =>
        _chargesByReference.TryGetValue(reference, out var ids) ? [.. ids.Select(id => _charges[id])] : [];

    /// <exception cref="InvalidDataException">The entry doesn't fit those before it.</exception>
    public Answer Apply(JournalEntry entry)
    {
        if (entry.Stamp.Sequence != Sequence + 1)
        {
            throw new InvalidDataException($"Entry {entry.Stamp.Sequence} stands where entry {Sequence + 1} belongs.");
        }

        var answer = entry.Apply(this);
        if (!_answers.TryAdd(entry.Stamp.Key, new RecordedAnswer(entry.Stamp.Fingerprint, answer)))
        {
            throw new InvalidDataException($"An earlier entry used the key of entry {entry.Stamp.Sequence}.");
        }

        Sequence++;
        return answer;
    }

    /// <summary>For entries: adds a charge.</summary>
    public void Add(Charge charge)
    {
        if (!_charges.TryAdd(charge.Id, charge))
        {
            throw new InvalidDataException($"An earlier entry made the charge {charge.Id}.");
        }

        if (!_chargesByReference.TryGetValue(charge.Reference, out var ids))
        {
            _chargesByReference[charge.Reference] = ids = [];
        }

        ids.Add(charge.Id);
    }

    /// <summary>For entries: puts a charge in the place of its former self.</summary>
    public void Replace(Charge charge) => _charges[charge.Id] = charge;

    /// <summary>For entries: notes that money moved, or was held or let go.</summary>
    public void Move(JournalEntry entry, MovementType type, Charge charge, long amount, string? refundId = null) =>
        _movements.Add(new Movement(
            entry.Stamp.Sequence, type, charge.Id, refundId, charge.Reference, amount, charge.Currency, entry.Stamp.At, entry.Stamp.Key));
}
