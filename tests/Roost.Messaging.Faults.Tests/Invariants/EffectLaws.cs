namespace Roost.Messaging.Faults.Tests.Invariants;

/// <summary>What handlers write.</summary>
internal static class EffectLaws
{
    /// <summary>Once if the job is done, and not at all otherwise: neither without the other.</summary>
    public static readonly Invariant EffectsOnce = new(
        "Effects in the handler's transaction are there exactly once",
        """
        WITH due AS (
            SELECT a.id AS job, a.number, e AS what FROM ledger.asked a CROSS JOIN unnest(a.effects) e
            UNION ALL
            SELECT h.job, (convert_from((h.after).payload, 'UTF8')::jsonb ->> 'number')::int, k.what FROM ledger.history h
            JOIN (VALUES ('ledger.follow-up', 'follow-up'), ('ledger.on-posted', 'heard'), ('ticker.tick', 'tick')) AS k (kind, what) ON k.kind = (h.after).kind
            WHERE h.before IS NULL),
        there AS (SELECT job, number, what, count(*) AS times FROM ledger.effects WHERE what <> ALL (SELECT unnest(repeatable) FROM ledger.asked) GROUP BY job, number, what)
        SELECT coalesce(d.what, t.what) || ' ' || coalesce(d.number, t.number) || ' happened ' || coalesce(t.times, 0) || ' times'
        FROM due d FULL JOIN there t ON t.job = d.job AND t.what = d.what
        WHERE coalesce(t.times, 0) <> CASE WHEN d.job IS NULL THEN 0 ELSE (SELECT count(*) FROM (SELECT DISTINCT id FROM roost.job_done) o WHERE o.id = d.job) END
        """);

    public static readonly Invariant EffectsUnderTheLease = new(
        "Nothing commits for a job that was taken away",
        "SELECT who || ' wrote ' || what || ' when the last was ' || coalesce(last, 'nothing') FROM ledger.stale");

    public static readonly Invariant RepeatableOnce = new(
        "What was committed in the middle is there when the job is done",
        """
        SELECT e || ' ' || a.number FROM ledger.asked a JOIN roost.job_done d ON d.id = a.id CROSS JOIN unnest(a.repeatable) e
        WHERE NOT EXISTS (SELECT FROM ledger.effects f WHERE f.job = a.id AND f.what = e)
        """);

    /// <summary>One for each effect of a post, and none without.</summary>
    public static readonly Invariant JobsComeWithEffects = new(
        "What an operation asks for comes with what it writes",
        """
        WITH asked AS (
            SELECT (convert_from((h.after).payload, 'UTF8')::jsonb ->> 'number')::int AS number, count(*) AS times FROM ledger.history h
            WHERE h.before IS NULL AND (h.after).kind = 'ledger.follow-up' GROUP BY 1),
        wrote AS (SELECT number, count(*) AS times FROM ledger.effects WHERE what = 'post' GROUP BY number)
        SELECT 'post ' || coalesce(w.number, a.number) || ' wrote ' || coalesce(w.times, 0) || ' times and asked ' || coalesce(a.times, 0) || ' times'
        FROM wrote w FULL JOIN asked a ON a.number = w.number WHERE w.times IS DISTINCT FROM a.times
        """);

    public static readonly IReadOnlyList<Invariant> All = [EffectsOnce, EffectsUnderTheLease, RepeatableOnce, JobsComeWithEffects];
}
