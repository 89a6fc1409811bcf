namespace Roost.Messaging.Faults.Tests.Invariants;

/// <summary>How many run at the same time, and in which order.</summary>
internal static class LimitLaws
{
    /// <summary>By the order in which leases came and went, which the history has.</summary>
    public static readonly Invariant LimitsHold = new(
        "Limits are never exceeded",
        $"""
        {Running("kind")}
        SELECT DISTINCT r.kind || ': ' || r.running || ' ran at the same time' FROM running r JOIN roost.job_limit l ON l.kind = r.kind WHERE r.running > l.max_running
        """);

    public static readonly Invariant OneOfAKey = new(
        "Of a key in order one runs at a time",
        $"""
        {Running("kind, tenant_id, key")}
        SELECT DISTINCT r.kind || ' ' || r.key || ': ' || r.running || ' ran at the same time' FROM running r JOIN roost.job_limit l ON l.kind = r.kind WHERE l.in_order AND r.running > 1
        """);

    public static readonly Invariant KeysInOrder = new(
        "Jobs of a key end in the order in which they were added",
        """
        SELECT kind || ' ' || key || ': ' || earlier || ' before ' || seq FROM (
            SELECT (h.before).kind, (h.before).key, (h.before).seq, lag((h.before).seq) OVER (PARTITION BY (h.before).kind, (h.before).tenant_id, (h.before).key ORDER BY h.n) AS earlier
            FROM ledger.history h JOIN roost.job_limit l ON l.kind = (h.before).kind AND l.in_order WHERE h.after IS NULL) o
        WHERE earlier > seq
        """);

    public static readonly IReadOnlyList<Invariant> All = [LimitsHold, OneOfAKey, KeysInOrder];

    private static string Running(string of) =>
        $"""
        WITH steps AS (
            SELECT n, (coalesce(before, after)).kind, (coalesce(before, after)).tenant_id, (coalesce(before, after)).key,
                coalesce((after).state = 2, false)::int - coalesce((before).state = 2, false)::int AS step
            FROM ledger.history),
        running AS (SELECT kind, key, sum(step) OVER (PARTITION BY {of} ORDER BY n) AS running FROM steps WHERE step <> 0)
        """;
}
