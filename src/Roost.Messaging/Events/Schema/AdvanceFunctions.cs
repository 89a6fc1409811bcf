namespace Roost.Messaging.Events.Schema;

/// <summary>How events get from the outbox to their subscriptions, as the system role.</summary>
internal static class AdvanceFunctions
{
    public const string Create = Subscribe + Advance + Replay;

    // Held by whoever hands events on until that has committed.
    private const string Lock = "advisory_xact_lock(x'526F6F73'::int, 4)";

    private const string Columns = "id, tenant_id, queue, kind, priority, run_at, state, limited, key, timeout_ms, max_attempts, envelope, payload";

    private const string Values =
        "gen_random_uuid(), e.tenant_id, s.queue, s.name, s.priority, now_, CASE WHEN l.limited THEN 3 ELSE 1 END, l.limited, coalesce(e.key, ''), s.timeout_ms, s.max_attempts, roost.event_envelope(e.envelope, e.event_id, e.published_at, e.key), e.payload";

    // Of limits that are newer than the image that has registered the subscription last it has said nothing.
    private const string Limited =
        "CROSS JOIN LATERAL (SELECT s.limited OR EXISTS (SELECT FROM roost.job_limit x WHERE x.kind = s.name AND (x.in_order OR num_nonnulls(x.max_running, x.max_per_tenant, x.max_per_key, x.rate_count) > 0)) AS limited) l";

    // A worker that knows a subscription which a migration has retired brings it back: a job that nobody handles shows, an event that nobody heard does not.
    private const string Subscribe =
        """
        CREATE FUNCTION roost.event_subscribe(names text[], events text[], queues text[], priorities smallint[], attempts smallint[], timeouts int[], limiteds boolean[], forwardings boolean[], pasts boolean[])
        RETURNS void LANGUAGE sql AS $function$
            INSERT INTO roost.event_subscription AS s (name, event, queue, priority, max_attempts, timeout_ms, limited, forwards, position)
            SELECT a.name, a.event, a.queue, a.priority, a.max_attempts, a.timeout_ms, a.limited, a.forwards, CASE WHEN a.past THEN 0 END
            FROM unnest(names, events, queues, priorities, attempts, timeouts, limiteds, forwardings, pasts)
                AS a (name, event, queue, priority, max_attempts, timeout_ms, limited, forwards, past)
            ORDER BY a.name
            ON CONFLICT (name) DO UPDATE SET
                event = excluded.event, queue = excluded.queue, priority = excluded.priority, max_attempts = excluded.max_attempts,
                timeout_ms = excluded.timeout_ms, limited = excluded.limited, forwards = excluded.forwards, retired_at = NULL
            WHERE s.retired_at IS NOT NULL OR (s.event, s.queue, s.priority, s.max_attempts, s.timeout_ms, s.limited, s.forwards)
                IS DISTINCT FROM (excluded.event, excluded.queue, excluded.priority, excluded.max_attempts, excluded.timeout_ms, excluded.limited, excluded.forwards)
        $function$;

        -- What is written here is never read as JSON on the way, so that none of it can be refused.
        CREATE FUNCTION roost.event_envelope(envelope_ bytea, event_id_ uuid, published_at_ timestamptz, key_ text)
        RETURNS bytea LANGUAGE sql STABLE AS $function$
            SELECT substring(envelope_ FROM 1 FOR length(envelope_) - 1)
                || convert_to(',"e":' || json_strip_nulls(json_build_object('i', event_id_, 'a', published_at_, 'k', key_)) || '}', 'UTF8')
        $function$;

        """;

    // All of one transaction: taken from the outbox, logged, and a job for each subscription. No row: somebody else is at it.
    // Rows are taken by deleting them, and not by a cursor: one whose transaction is slow is taken when it can be seen, and never passed.
    private const string Advance =
        $"""
        CREATE FUNCTION roost.event_advance(most_ int)
        RETURNS TABLE (advanced int, queues text[], is_more boolean) LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off AS $function$
        DECLARE
            now_ timestamptz := clock_timestamp();
            behind roost.event_subscription;
            replayed int;
            last_ bigint;
        BEGIN
            IF NOT pg_try_{Lock} THEN
                RETURN;
            END IF;
            WITH taken AS (
                DELETE FROM roost.outbox o WHERE o.id = ANY (ARRAY(SELECT x.id FROM roost.outbox x ORDER BY x.id LIMIT most_)) RETURNING o.*),
            logged AS (
                INSERT INTO roost.event_log AS l (published_at, received, event_id, tenant_id, name, key, envelope, payload)
                SELECT t.published_at, t.received, t.event_id, t.tenant_id, t.name, t.key, t.envelope, t.payload FROM taken t ORDER BY t.id
                RETURNING l.*),
            created AS (
                INSERT INTO roost.job AS j ({Columns})
                SELECT {Values}
                FROM logged e JOIN roost.event_subscription s ON s.event = e.name AND s.retired_at IS NULL AND s.position IS NULL AND NOT (s.forwards AND e.received) {Limited}
                ORDER BY e.position, s.name
                RETURNING j.queue, j.kind, j.tenant_id, j.key, j.limited),
            to_admit AS (
                INSERT INTO roost.job_admission (kind, tenant_id, key) SELECT DISTINCT c.kind, c.tenant_id, c.key FROM created c WHERE c.limited)
            SELECT (SELECT count(*) FROM taken), (SELECT coalesce(array_agg(DISTINCT c.queue), ARRAY[]::text[]) FROM created c) INTO advanced, queues;

            -- One that is behind hears of nothing new until it has heard of all that is in the log, and nothing is logged meanwhile.
            SELECT s.* INTO behind FROM roost.event_subscription s WHERE s.position IS NOT NULL AND s.retired_at IS NULL
            ORDER BY s.position, s.name LIMIT 1 FOR UPDATE;
            IF FOUND THEN
                WITH past AS MATERIALIZED (
                    -- By ix_event_log_name_position.
                    SELECT l.* FROM roost.event_log l WHERE l.name = behind.event AND l.position > behind.position AND NOT (behind.forwards AND l.received) ORDER BY l.position LIMIT most_),
                created AS (
                    INSERT INTO roost.job ({Columns})
                    SELECT {Values}
                    FROM past e JOIN roost.event_subscription s ON s.name = behind.name {Limited}
                    ORDER BY e.position
                    RETURNING kind, tenant_id, key, limited),
                to_admit AS (
                    INSERT INTO roost.job_admission (kind, tenant_id, key) SELECT DISTINCT c.kind, c.tenant_id, c.key FROM created c WHERE c.limited)
                SELECT count(*), max(p.position) FROM past p INTO replayed, last_;
                UPDATE roost.event_subscription s SET position = CASE WHEN replayed = most_ THEN last_ END WHERE s.name = behind.name;
                queues := queues || behind.queue;
            END IF;
            is_more := advanced = most_ OR EXISTS (SELECT FROM roost.event_subscription s WHERE s.position IS NOT NULL AND s.retired_at IS NULL);
            RETURN NEXT;
        END
        $function$;

        """;

    private const string Replay =
        $"""
        CREATE FUNCTION roost.event_replay(subscription_ text, from_ timestamptz)
        RETURNS boolean LANGUAGE plpgsql AS $function$
        BEGIN
            -- Not while events are handed on: what is on its way to this subscription would come twice.
            PERFORM pg_{Lock};
            UPDATE roost.event_subscription s
            -- Never forward: what it has not heard of yet would be passed.
            SET position = least(s.position, (SELECT min(l.position) FROM roost.event_log l WHERE l.name = s.event AND l.published_at >= from_) - 1)
            WHERE s.name = subscription_ AND s.retired_at IS NULL;
            RETURN FOUND;
        END
        $function$;

        """;
}
