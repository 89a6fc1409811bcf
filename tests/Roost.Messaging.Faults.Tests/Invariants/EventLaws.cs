namespace Roost.Messaging.Faults.Tests.Invariants;

/// <summary>Who hears of what.</summary>
internal static class EventLaws
{
    /// <summary>Each post that wrote has published. What its handler then does is looked at as any job's effect is.</summary>
    public static readonly Invariant EveryEventIsDelivered = new(
        "Every event is delivered, once to each subscription, and none that never was",
        """
        WITH due AS (
            SELECT s.name, w.number FROM roost.event_subscription s CROSS JOIN (SELECT DISTINCT number FROM ledger.effects WHERE what = 'post') w WHERE s.event = 'ledger.posted'),
        delivered AS (
            SELECT (h.after).kind AS name, (convert_from((h.after).payload, 'UTF8')::jsonb ->> 'number')::int AS number, count(*) AS times
            FROM ledger.history h JOIN roost.event_subscription s ON s.name = (h.after).kind WHERE h.before IS NULL GROUP BY 1, 2)
        SELECT name || ' heard of post ' || number || ' ' || coalesce(d.times, 0) || ' times' || CASE WHEN u.name IS NULL THEN ', which did not write' ELSE '' END
        FROM (SELECT name, number, true AS is_due FROM due) u (name, number, is_due) FULL JOIN delivered d USING (name, number)
        WHERE u.is_due IS NULL OR coalesce(d.times, 0) <> 1
        """);

    public static readonly Invariant TheOutboxIsEmpty = new("The outbox is empty when all is over", "SELECT name || ' ' || event_id FROM roost.outbox");

    public static readonly IReadOnlyList<Invariant> All = [EveryEventIsDelivered, TheOutboxIsEmpty];
}
