namespace Roost.Messaging.Faults.Tests.Invariants;

/// <summary>Times, all by the database's clock.</summary>
internal static class TimeLaws
{
    public static readonly Invariant NothingBeginsEarly = new(
        "Nothing begins before its time",
        "SELECT who || ': ' || before::text FROM ledger.history WHERE (before).state = 0 AND (after).state <> 0 AND at < (before).run_at");

    public static readonly Invariant DelaysAreTheDatabases = new(
        "A delay counts from when the job was added",
        """
        SELECT (h.after).kind || ' waits ' || ((h.after).run_at - (h.after).added_at) || ' in place of ' || coalesce(a.delay, f.follow_up_in)
        FROM ledger.history h
        LEFT JOIN ledger.asked a ON a.id = h.job
        LEFT JOIN ledger.asked f ON (h.after).kind = 'ledger.follow-up' AND f.kind = 'Post' AND f.number = (convert_from((h.after).payload, 'UTF8')::jsonb ->> 'number')::int
        WHERE h.before IS NULL AND coalesce(a.delay, f.follow_up_in) IS NOT NULL
            AND abs(extract(epoch FROM (h.after).run_at - (h.after).added_at - coalesce(a.delay, f.follow_up_in))) > 1
        """);

    public static readonly IReadOnlyList<Invariant> All = [NothingBeginsEarly, DelaysAreTheDatabases];
}
