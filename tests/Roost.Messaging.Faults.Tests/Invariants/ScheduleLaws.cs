namespace Roost.Messaging.Faults.Tests.Invariants;

/// <summary>Schedules.</summary>
internal static class ScheduleLaws
{
    public static readonly Invariant EachTimeOnce = new(
        "Each time of a schedule has one job",
        """
        WITH fired AS (
            SELECT (convert_from((after).payload, 'UTF8')::jsonb ->> 'number')::int AS number, count(*) AS times FROM ledger.history
            WHERE before IS NULL AND (after).kind = 'ticker.tick' GROUP BY 1)
        SELECT s || ' has ' || coalesce(f.times, 0) || ' jobs' FROM generate_series((SELECT min(number) FROM fired), (SELECT max(number) FROM fired)) s LEFT JOIN fired f ON f.number = s
        WHERE f.times IS DISTINCT FROM 1
        """);

    public static readonly IReadOnlyList<Invariant> All = [EachTimeOnce];
}
