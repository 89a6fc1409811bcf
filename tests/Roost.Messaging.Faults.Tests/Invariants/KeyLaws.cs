namespace Roost.Messaging.Faults.Tests.Invariants;

/// <summary>Unique keys.</summary>
internal static class KeyLaws
{
    public static readonly Invariant OneUnderAKey = new(
        "A key lets one job in at a time",
        """
        SELECT DISTINCT tenant || ' ' || kind || ' ' || key FROM (
            SELECT (coalesce(before, after)).tenant_id AS tenant, (coalesce(before, after)).kind, (coalesce(before, after)).unique_key AS key,
                sum(CASE WHEN before IS NULL THEN 1 ELSE -1 END)
                    OVER (PARTITION BY (coalesce(before, after)).tenant_id, (coalesce(before, after)).kind, (coalesce(before, after)).unique_key ORDER BY n) AS there
            FROM ledger.history WHERE (before IS NULL OR after IS NULL) AND (coalesce(before, after)).unique_key IS NOT NULL) k
        WHERE there > 1
        """);

    public static readonly Invariant KeysAreFreed = new(
        "A key is free when its job is over",
        "SELECT u.kind || ' ' || u.key FROM roost.job_unique u WHERE u.until = 'infinity' AND NOT EXISTS (SELECT FROM roost.job j WHERE j.id = u.job_id)");

    public static readonly IReadOnlyList<Invariant> All = [OneUnderAKey, KeysAreFreed];
}
