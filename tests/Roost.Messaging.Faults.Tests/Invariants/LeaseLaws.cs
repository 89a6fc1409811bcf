namespace Roost.Messaging.Faults.Tests.Invariants;

/// <summary>Who may do what with a job, at every change of every job.</summary>
internal static class LeaseLaws
{
    public static readonly Invariant ClaimsTakeWhatWaits = new(
        "A claim takes only what waits",
        "SELECT who || ' took ' || (before).kind || ' in state ' || (before).state FROM ledger.history WHERE (after).state = 2 AND (before).state NOT IN (1, 5)");

    public static readonly Invariant TheLivingClaim = new(
        "Only a registered worker claims",
        "SELECT who || ' took ' || (after).kind FROM ledger.history WHERE (after).state = 2 AND (before).state <> 2 AND NOT lives");

    /// <summary>The holder is the process whose claim was the last before.</summary>
    public static readonly Invariant TheHolderEnds = new(
        "Only the holder of the lease completes, fails or gives back",
        """
        SELECT e.who || ' ended what ' || coalesce(c.who, 'nobody') || ' had: ' || e.before::text
        FROM ledger.history e LEFT JOIN LATERAL (SELECT h.who FROM ledger.history h WHERE h.job = e.job AND h.n < e.n AND (h.after).state = 2 ORDER BY h.n DESC LIMIT 1) c ON true
        WHERE (e.after IS NULL OR ((e.before).state = 2 AND (e.after).state <> 2))
            AND (c.who IS DISTINCT FROM e.who OR (e.before).state <> 2)
            -- A rescue, which other laws look at.
            AND NOT ((e.before).state = 2 AND CASE WHEN e.after IS NULL THEN EXISTS (SELECT FROM roost.job_dead d WHERE d.id = e.job)
                ELSE (e.after).state IN (1, 5) AND ((e.after).crashes, (e.after).attempt) <> ((e.before).crashes, (e.before).attempt) END)
        """);

    public static readonly Invariant TheDeadAreRobbed = new(
        "Jobs are taken from the dead, and from those past their deadline",
        """
        SELECT e.who || ' took ' || (e.before).kind || ' from ' || c.who || ', who lives'
        FROM ledger.history e JOIN LATERAL (SELECT h.who FROM ledger.history h WHERE h.job = e.job AND h.n < e.n AND (h.after).state = 2 ORDER BY h.n DESC LIMIT 1) c ON c.who <> e.who
        WHERE (e.before).state = 2 AND (e.after IS NULL OR (e.after).state <> 2) AND e.lives AND (e.before).deadline_at > e.at
        """);

    public static readonly Invariant DeathsAreCounted = new(
        "A death is counted, and makes a suspect",
        """
        SELECT e.who || ' did not count: ' || e.after::text
        FROM ledger.history e JOIN LATERAL (SELECT h.who FROM ledger.history h WHERE h.job = e.job AND h.n < e.n AND (h.after).state = 2 ORDER BY h.n DESC LIMIT 1) c ON c.who <> e.who
        WHERE (e.before).state = 2 AND NOT e.lives AND (e.after).state IN (1, 5) AND ((e.after).crashes <> (e.before).crashes + 1 OR (e.after).state <> 5)
        """);

    public static readonly IReadOnlyList<Invariant> All = [ClaimsTakeWhatWaits, TheLivingClaim, TheHolderEnds, TheDeadAreRobbed, DeathsAreCounted];
}
