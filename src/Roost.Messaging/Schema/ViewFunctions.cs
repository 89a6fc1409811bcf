namespace Roost.Messaging.Schema;

/// <summary>What operators see of all tenants' jobs, as the system role. Each look is bounded, however many jobs there are.</summary>
internal static class ViewFunctions
{
    // A bitmap reads all that a state has and sorts it, before a limit ends anything: over a million jobs half a second in the place of 30 ms.
    private const string Pinned = "SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off";

    private const string Columns =
        "j.id, j.state, j.queue, j.kind, j.tenant_id, j.priority, j.attempt, j.max_attempts, j.crashes, j.added_at, j.run_at, j.cancel_at IS NOT NULL AS unwanted, j.key, j.seq";

    private const string Listed =
        "job_id uuid, job_state smallint, job_queue text, job_kind text, job_tenant uuid, job_priority smallint, job_attempt smallint, job_max_attempts smallint, job_crashes smallint, job_added_at timestamptz, job_run_at timestamptz, job_unwanted boolean, job_key text, job_seq bigint";

    private const string Names = "id, state, queue, kind, tenant_id, priority, attempt, max_attempts, crashes, added_at, run_at, unwanted, key, seq";

    private const string Wanted = "(queue_ IS NULL OR l.queue = queue_) AND (kind_ IS NULL OR l.kind = kind_) AND (tenant_ IS NULL OR l.tenant_id = tenant_)";

    public static readonly string Create = List() + Dead + One + Counts;

    // One state at a time, in the order of its own index, from behind a row. A look steps over so many rows at most: if it has not found enough by then, its last
    // row says where it got to, as one that is no match. Ready jobs are found lane by lane instead, because a million of one lane are one step there.
    private static string List() =>
        $"""
        CREATE FUNCTION roost.job_list(state_ smallint, queue_ text, kind_ text, tenant_ uuid, after_queue text, after_kind text, after_priority smallint, after_tenant uuid,
            after_key text, after_at timestamptz, after_seq bigint, most_ int, look_ int)
        RETURNS TABLE ({Listed}, is_match boolean) LANGUAGE plpgsql STABLE {Pinned} AS $function$
        DECLARE
            at_ timestamptz := coalesce(after_at, '-infinity');
        BEGIN
            IF state_ = 1 THEN
                RETURN QUERY
                {Ready}
            ELSIF state_ = 0 THEN
                RETURN QUERY
                {Look(0, "j.run_at, j.seq", "at_, after_seq")}
            ELSIF state_ = 3 THEN
                RETURN QUERY
                {Look(3, "j.kind, j.tenant_id, j.key, j.priority, j.seq", "after_kind, after_tenant, after_key, after_priority, after_seq")}
            ELSIF state_ = 2 THEN
                RETURN QUERY
                {Look(2, "j.seq", "after_seq")}
            ELSIF state_ = 4 THEN
                RETURN QUERY
                {Look(4, "j.seq", "after_seq")}
            ELSIF state_ = 5 THEN
                RETURN QUERY
                {Look(5, "j.seq", "after_seq")}
            END IF;
        END
        $function$;

        """;

    private const string Ready =
        $"""
        WITH RECURSIVE lane AS (
            (SELECT j.queue, j.priority, j.tenant_id, j.kind, 1 AS n FROM roost.job j
            WHERE j.state = 1 AND (j.queue, j.priority, j.tenant_id, j.kind) >= (greatest(after_queue COLLATE "C", coalesce(queue_, '')), after_priority, after_tenant, after_kind)
            ORDER BY j.queue, j.priority, j.tenant_id, j.kind LIMIT 1)
            UNION ALL
            SELECT x.queue, x.priority, x.tenant_id, x.kind, l.n + 1 FROM lane l CROSS JOIN LATERAL (
                SELECT j.queue, j.priority, j.tenant_id, j.kind FROM roost.job j
                WHERE j.state = 1 AND (j.queue, j.priority, j.tenant_id, j.kind) > (l.queue, l.priority, l.tenant_id, l.kind)
                ORDER BY j.queue, j.priority, j.tenant_id, j.kind LIMIT 1) x
            WHERE l.n < look_ AND (queue_ IS NULL OR l.queue <= queue_)),
        found AS MATERIALIZED (
            SELECT r.* FROM (SELECT l.* FROM lane l WHERE {Wanted} ORDER BY l.n) l CROSS JOIN LATERAL (
                SELECT {Columns} FROM roost.job j
                WHERE j.state = 1 AND j.queue = l.queue AND j.priority = l.priority AND j.tenant_id = l.tenant_id AND j.kind = l.kind
                    AND (l.n > 1 OR (j.queue, j.priority, j.tenant_id, j.kind, j.run_at, j.seq) > (after_queue COLLATE "C", after_priority, after_tenant, after_kind, at_, after_seq))
                ORDER BY j.run_at, j.seq LIMIT most_) r
            LIMIT most_)
        SELECT * FROM (
            SELECT f.*, true FROM found f
            UNION ALL
            SELECT '00000000-0000-0000-0000-000000000000', 1::smallint, l.queue, l.kind, l.tenant_id, l.priority, 0::smallint, 0::smallint, 0::smallint, '-infinity', '-infinity', false, '', -1, false
            FROM lane l WHERE l.n = look_ AND (SELECT count(*) FROM found) < most_) a ({Names}, is_match)
        ORDER BY a.is_match DESC, a.queue, a.priority, a.tenant_id, a.kind, a.run_at, a.seq;
        """;

    private static string Look(int state, string order, string after) =>
        $"""
        WITH looked AS MATERIALIZED (
            SELECT {Columns}, row_number() OVER (ORDER BY {order}) AS n FROM roost.job j WHERE j.state = {state} AND ({order}) > ({after}) ORDER BY {order} LIMIT look_),
        found AS MATERIALIZED (
            SELECT l.* FROM looked l WHERE {Wanted} ORDER BY l.n LIMIT most_)
        SELECT {Prefixed("a")}, a.is_match FROM (
            SELECT f.*, true AS is_match FROM found f
            UNION ALL
            SELECT l.*, false FROM looked l WHERE l.n = look_ AND (SELECT count(*) FROM found) < most_) a
        ORDER BY a.is_match DESC, a.n;
        """;

    private static string Prefixed(string alias) => string.Join(", ", Names.Split(", ").Select(name => $"{alias}.{name}"));

    // The newest first, by ix_job_dead_died_at.
    private const string Dead =
        $"""
        CREATE FUNCTION roost.job_dead_list(queue_ text, kind_ text, tenant_ uuid, before_at timestamptz, before_id uuid, most_ int, look_ int)
        RETURNS TABLE (job_id uuid, job_queue text, job_kind text, job_tenant uuid, job_priority smallint, job_attempt smallint, job_max_attempts smallint, job_crashes smallint,
            job_added_at timestamptz, job_died_at timestamptz, job_key text, job_error text, is_match boolean) LANGUAGE plpgsql STABLE {Pinned} AS $function$
        DECLARE
            at_ timestamptz := coalesce(before_at, 'infinity');
        BEGIN
            RETURN QUERY
            WITH looked AS MATERIALIZED (
                SELECT d.id, d.queue, d.kind, d.tenant_id, d.priority, d.attempt, d.max_attempts, d.crashes, d.added_at, d.died_at, d.key::text AS key, left(split_part(d.error, E'\n', 1), 200) AS error,
                    row_number() OVER (ORDER BY d.died_at DESC, d.id DESC) AS n
                FROM roost.job_dead d WHERE d.died_at <= at_ AND (d.died_at < at_ OR d.id < before_id) ORDER BY d.died_at DESC, d.id DESC LIMIT look_),
            found AS MATERIALIZED (
                SELECT l.* FROM looked l WHERE {Wanted} ORDER BY l.n LIMIT most_)
            SELECT a.id, a.queue, a.kind, a.tenant_id, a.priority, a.attempt, a.max_attempts, a.crashes, a.added_at, a.died_at, a.key, a.error, a.is_match FROM (
                SELECT f.*, true AS is_match FROM found f
                UNION ALL
                SELECT l.*, false FROM looked l WHERE l.n = look_ AND (SELECT count(*) FROM found) < most_) a
            ORDER BY a.is_match DESC, a.n;
        END
        $function$;

        """;

    // One statement, so that a job which ends at this moment is found where it was or where it went.
    private const string One =
        """
        CREATE FUNCTION roost.job_view(id_ uuid)
        RETURNS TABLE (job_state text, job_queue text, job_kind text, job_tenant uuid, job_priority smallint, job_attempt int, job_max_attempts int, job_crashes int, job_added_at timestamptz,
            job_run_at timestamptz, job_ended_at timestamptz, job_unique_key text, job_key text, job_parent uuid, job_worker uuid, job_worker_host text, job_deadline_at timestamptz,
            job_envelope bytea, job_payload bytea, job_result bytea, job_error text, job_errors jsonb, job_done bigint, job_total bigint, job_detail text, job_reported_at timestamptz)
        LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $function$
        BEGIN
            RETURN QUERY
            SELECT s.state, s.queue, s.kind, s.tenant_id, s.priority, s.attempt, s.max_attempts, s.crashes, s.added_at, s.run_at, s.ended_at, s.unique_key, s.key, s.parent_id, s.worker_id,
                (SELECT w.host FROM roost.job_worker w WHERE w.id = s.worker_id), s.deadline_at, s.envelope, s.payload, s.result, s.error,
                coalesce(s.errors, (
                    SELECT jsonb_agg(jsonb_build_object('at', e.failed_at, 'attempt', e.attempt, 'error', e.error) ORDER BY e.failed_at) FROM roost.job_error e WHERE e.job_id = id_), '[]'),
                p.done, p.total, p.detail, p.reported_at
            FROM (
                SELECT CASE WHEN j.cancel_at IS NOT NULL THEN 'cancelling' ELSE (ARRAY['scheduled', 'ready', 'running', 'held', 'waiting', 'suspect'])[j.state + 1] END AS state,
                    j.queue::text, j.kind::text, j.tenant_id, j.priority, j.attempt::int, j.max_attempts::int, j.crashes::int, j.added_at, j.run_at, NULL::timestamptz AS ended_at,
                    j.unique_key::text, nullif(j.key, '')::text AS key, j.parent_id, j.worker_id, j.deadline_at, j.envelope, j.payload, NULL::bytea AS result, NULL::text AS error, NULL::jsonb AS errors
                FROM roost.job j WHERE j.id = id_
                UNION ALL
                SELECT 'dead', d.queue, d.kind, d.tenant_id, d.priority, d.attempt, d.max_attempts, d.crashes, d.added_at, NULL, d.died_at,
                    d.unique_key, nullif(d.key, ''), d.parent_id, NULL, NULL, d.envelope, d.payload, NULL, d.error, d.errors
                FROM roost.job_dead d WHERE d.id = id_
                UNION ALL
                SELECT CASE WHEN o.was_cancelled THEN 'cancelled' ELSE 'done' END, o.queue, o.kind, o.tenant_id, NULL, o.attempt + CASE WHEN o.was_cancelled THEN 0 ELSE 1 END, NULL, NULL, o.added_at, NULL,
                    o.finished_at, NULL, NULL, NULL, NULL, NULL, NULL, NULL, o.result, NULL, NULL
                FROM roost.job_done o WHERE o.id = id_) s
            LEFT JOIN roost.job_progress p ON p.job_id = id_
            LIMIT 1;
        END
        $function$;

        """;

    // Ready jobs are counted in each queue by its index; of the others the first few are looked at, whatever their queue.
    private const string Counts =
        $"""
        CREATE FUNCTION roost.job_counts(most_ int)
        RETURNS TABLE (job_queue text, job_state smallint, jobs bigint) LANGUAGE plpgsql STABLE {Pinned} AS $function$
        BEGIN
            RETURN QUERY
            WITH RECURSIVE filled AS (
                (SELECT j.queue, 1 AS n FROM roost.job j WHERE j.state = 1 ORDER BY j.queue LIMIT 1)
                UNION ALL
                SELECT x.queue, f.n + 1 FROM filled f CROSS JOIN LATERAL (
                    SELECT j.queue FROM roost.job j WHERE j.state = 1 AND j.queue > f.queue ORDER BY j.queue LIMIT 1) x
                WHERE f.n < 1000)
            SELECT f.queue::text, 1::smallint, (SELECT count(*) FROM (SELECT FROM roost.job j WHERE j.state = 1 AND j.queue = f.queue LIMIT most_ + 1) c) FROM filled f
            UNION ALL SELECT c.queue::text, 0::smallint, count(*) FROM (SELECT j.queue FROM roost.job j WHERE j.state = 0 ORDER BY j.run_at LIMIT most_ + 1) c GROUP BY c.queue
            UNION ALL SELECT c.queue::text, 2::smallint, count(*) FROM (SELECT j.queue FROM roost.job j WHERE j.state = 2 LIMIT most_ + 1) c GROUP BY c.queue
            UNION ALL SELECT c.queue::text, 3::smallint, count(*) FROM (SELECT j.queue FROM roost.job j WHERE j.state = 3 ORDER BY j.kind LIMIT most_ + 1) c GROUP BY c.queue
            UNION ALL SELECT c.queue::text, 4::smallint, count(*) FROM (SELECT j.queue FROM roost.job j WHERE j.state = 4 LIMIT most_ + 1) c GROUP BY c.queue
            UNION ALL SELECT c.queue::text, 5::smallint, count(*) FROM (SELECT j.queue FROM roost.job j WHERE j.state = 5 LIMIT most_ + 1) c GROUP BY c.queue
            UNION ALL SELECT c.queue, 9::smallint, count(*) FROM (SELECT d.queue FROM roost.job_dead d ORDER BY d.died_at DESC LIMIT most_ + 1) c GROUP BY c.queue;
        END
        $function$;

        -- The age of the oldest ready job of each queue: of its first thousand lanes.
        CREATE FUNCTION roost.job_ages(queues_ text[])
        RETURNS TABLE (job_queue text, oldest interval) LANGUAGE sql STABLE AS $function$
            SELECT q, (SELECT max(l.lane_age) FROM roost.job_lanes(q, (-32768)::smallint, '00000000-0000-0000-0000-000000000000', '', 1000) l) FROM unnest(queues_) q
        $function$;

        -- The same counts, for the one worker that tells of them: the eldest that lives.
        CREATE FUNCTION roost.job_census(worker_ uuid, most_ int)
        RETURNS TABLE (job_queue text, job_state smallint, jobs bigint) LANGUAGE plpgsql STABLE AS $function$
        BEGIN
            IF worker_ = (SELECT w.id FROM roost.job_worker w ORDER BY w.id LIMIT 1) THEN
                RETURN QUERY SELECT ''::text, (-2)::smallint, 0::bigint;
                RETURN QUERY SELECT * FROM roost.job_counts(most_);
                RETURN QUERY SELECT q.queue::text, (-1)::smallint, 1::bigint FROM roost.job_queue q WHERE q.paused_at IS NOT NULL;
            END IF;
        END
        $function$;

        """;
}
