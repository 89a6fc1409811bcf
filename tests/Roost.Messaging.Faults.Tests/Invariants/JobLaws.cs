namespace Roost.Messaging.Faults.Tests.Invariants;

/// <summary>What becomes of jobs.</summary>
internal static class JobLaws
{
    /// <summary>By what was asked for, which another table remembers, and by what was added.</summary>
    public static readonly Invariant NothingIsLost = new(
        "No job is lost",
        """
        WITH known AS (SELECT id FROM roost.job_done UNION SELECT id FROM roost.job_dead UNION SELECT id FROM roost.job)
        SELECT 'asked for and not there: ' || a.kind || ' ' || a.number FROM ledger.asked a WHERE a.key IS NULL AND NOT EXISTS (SELECT FROM known k WHERE k.id = a.id)
        UNION ALL
        SELECT 'nobody got in under the key ' || a.key FROM ledger.asked a LEFT JOIN known k ON k.id = a.id WHERE a.key IS NOT NULL GROUP BY a.key HAVING count(k.id) = 0
        UNION ALL
        SELECT 'added and not there: ' || h.after::text FROM ledger.history h WHERE h.before IS NULL AND NOT EXISTS (SELECT FROM known k WHERE k.id = h.job)
        """);

    public static readonly Invariant NothingEndsTwice = new(
        "No second completion is accepted",
        """
        WITH over AS (SELECT id FROM roost.job_done UNION ALL SELECT id FROM roost.job_dead UNION ALL SELECT id FROM roost.job)
        SELECT id::text FROM over GROUP BY id HAVING count(*) > 1
        """);

    /// <summary>A job that was near three deaths is given up. Each of them is in the history.</summary>
    public static readonly Invariant DeadForACause = new(
        "A dead letter has a cause",
        """
        SELECT d.kind || ': ' || d.error FROM roost.job_dead d
        WHERE d.error <> 'Its worker died, three times.'
            OR (SELECT count(*) FROM ledger.history h WHERE h.job = d.id AND (h.before).state = 2 AND NOT h.lives AND (h.after IS NULL OR (h.after).state = 5)) < 3
        """);

    public static readonly Invariant FailuresAreCounted = new(
        "A failure is counted, and written down",
        """
        SELECT 'not counted: ' || h.after::text FROM ledger.history h WHERE (h.before).state = 2 AND (h.after).state = 0 AND (h.after).attempt <> (h.before).attempt + 1
        UNION ALL
        SELECT 'not written down: ' || h.job FROM ledger.history h WHERE (h.before).state = 2 AND (h.after).state = 0
        GROUP BY h.job HAVING count(*) > (SELECT count(*) FROM roost.job_error e WHERE e.job_id = h.job)
        """);

    public static readonly IReadOnlyList<Invariant> All = [NothingIsLost, NothingEndsTwice, DeadForACause, FailuresAreCounted];
}
