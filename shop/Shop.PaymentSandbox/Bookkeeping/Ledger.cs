using Shop.PaymentSandbox.Idempotency;
using Shop.PaymentSandbox.Journal;
using Shop.PaymentSandbox.Problems;

namespace Shop.PaymentSandbox.Bookkeeping;

/// <summary>
/// Decides one call at a time, and tells nobody anything that is not on disk yet: not only answers to changes wait for
/// it, but refusals and look-ups too, since they may speak of a change that a crash would undo.
/// </summary>
internal sealed class Ledger(LedgerState state, JournalFile journal, TimeProvider time)
{
    private readonly Lock _gate = new();

    /// <summary>Gives the recorded answer of the call's key, else decides, records and answers.</summary>
    /// <remarks>It can't be cancelled: a caller that hangs up may still have charged, as with any provider.</remarks>
    public async Task<Outcome> ExecuteAsync(ILedgerCommand command)
    {
        Outcome outcome;
        Task durable;
        lock (_gate)
        {
            outcome = Recorded(command.Call) ?? Decide(command);
            durable = journal.Durable;
        }

        await durable;
        return outcome;
    }

    /// <summary>What an earlier call under the same key was told, or null when there was none.</summary>
    public async Task<Outcome?> FindOutcomeAsync(Call call, CancellationToken cancellationToken) =>
        await ReadAsync(_ => Recorded(call), cancellationToken);

    /// <summary>Reads what is on disk.</summary>
    /// <param name="read">Must not hand out anything that changes later.</param>
    /// <param name="cancellationToken">Ends the wait for the disk.</param>
    public async Task<T> ReadAsync<T>(Func<LedgerState, T> read, CancellationToken cancellationToken)
    {
        T result;
        Task durable;
        lock (_gate)
        {
            result = read(state);
            durable = journal.Durable;
        }

        await durable.WaitAsync(cancellationToken);
        return result;
    }

    private Outcome? Recorded(Call call) => state.FindAnswer(call.Key) switch
    {
        null => null,
        var recorded when recorded.Fingerprint == call.Fingerprint => Outcome.Repeat(recorded.Answer),
        _ => Outcome.Refused(new Problem(
            StatusCodes.Status422UnprocessableEntity,
            ProblemCodes.KeyReused,
            "This Idempotency-Key belongs to another call. Send the same values again to get its answer, or use a new key.")),
    };

    private Outcome Decide(ILedgerCommand command)
    {
        var stamp = new EntryStamp(state.Sequence + 1, time.GetUtcNow(), command.Call.Key, command.Call.Fingerprint);
        var decision = command.Decide(state, stamp);
        if (decision.Entry is not { } entry)
        {
            return Outcome.Refused(decision.Problem!);
        }

        // In this order: a journal that accepts nothing more must leave the state as it is.
        journal.Append(entry);
        return Outcome.Done(state.Apply(entry));
    }
}
