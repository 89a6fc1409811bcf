namespace Roost.Messaging.Schema;

/// <summary>How workers find and take jobs, as the system role.</summary>
internal static class ClaimFunctions
{
    // The settings pin the plans: the statistics of a table that is full at one time and empty at another are good for neither.
    private const string Pinned = "SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_sort = off SET jit = off";

    // A claim that the server forgets in a crash is a job that is ready, and whoever had it cannot complete it: it need not wait for the disk. Leases are
    // numbers by chance, because one that is counted could be given a second time after that.
    private const string Unsynced = "PERFORM set_config('synchronous_commit', 'off', true);";

    private const string Take =
        "SET state = 2, lease = (random() * 2147483647)::int, worker_id = worker_, deadline_at = clock_timestamp() + j.timeout_ms * interval '1 ms'";

    public const string FormerColumns =
        "job_id uuid, job_lease int, job_kind text, job_tenant uuid, job_priority smallint, job_run_at timestamptz, job_attempt smallint, job_max_attempts smallint, job_timeout_ms int, job_envelope bytea, job_payload bytea";

    private const string Columns = FormerColumns + ", job_key text, job_has_parent boolean, job_children_dead int, job_seq bigint";

    private const string Taken = "j.id, j.lease, j.kind, j.tenant_id, j.priority, j.run_at, j.attempt, j.max_attempts, j.timeout_ms, j.envelope, j.payload, j.key, j.parent_id IS NOT NULL, j.children_dead, j.seq";

    public const string Create = Lanes + OpenLanes + Room + Claim;

    // From lane to lane, one entry of ix_job_ready each, whatever stands behind it. Reads only, and locks nothing.
    private const string Lanes =
        $"""
        CREATE FUNCTION roost.job_lanes(queue_ text, priority_ smallint, tenant_ uuid, kind_ text, most_ int)
        RETURNS TABLE (lane_priority smallint, lane_tenant uuid, lane_kind text, lane_age interval) LANGUAGE plpgsql STABLE {Pinned} AS $function$
        BEGIN
            RETURN QUERY
            WITH RECURSIVE lane AS (
                (SELECT j.priority, j.tenant_id, j.kind, j.run_at, 1 AS n FROM roost.job j
                WHERE j.queue = queue_ AND j.state = 1 AND (j.priority, j.tenant_id, j.kind) > (priority_, tenant_, kind_)
                ORDER BY j.queue, j.priority, j.tenant_id, j.kind, j.run_at, j.seq LIMIT 1)
                UNION ALL
                SELECT x.priority, x.tenant_id, x.kind, x.run_at, l.n + 1 FROM lane l CROSS JOIN LATERAL (
                    SELECT j.priority, j.tenant_id, j.kind, j.run_at FROM roost.job j
                    WHERE j.queue = queue_ AND j.state = 1 AND (j.priority, j.tenant_id, j.kind) > (l.priority, l.tenant_id, l.kind)
                    ORDER BY j.queue, j.priority, j.tenant_id, j.kind, j.run_at, j.seq LIMIT 1) x
                WHERE l.n < most_)
            SELECT l.priority, l.tenant_id, l.kind, clock_timestamp() - l.run_at FROM lane l;
        END
        $function$;

        """;

    // For workers: what waits in a paused queue waits for people, and is not theirs to worry about.
    private const string OpenLanes =
        """
        CREATE FUNCTION roost.job_open_lanes(queue_ text, priority_ smallint, tenant_ uuid, kind_ text, most_ int)
        RETURNS TABLE (lane_priority smallint, lane_tenant uuid, lane_kind text, lane_age interval) LANGUAGE plpgsql STABLE AS $function$
        BEGIN
            IF NOT EXISTS (SELECT FROM roost.job_queue q WHERE q.queue = queue_ AND q.paused_at IS NOT NULL) THEN
                RETURN QUERY SELECT * FROM roost.job_lanes(queue_, priority_, tenant_, kind_, most_);
            END IF;
        END
        $function$;

        """;

    // How many jobs of a queue may be taken at this moment. Where its number is limited its row is locked before the running ones are counted, in a
    // statement of its own: within one statement the count would be the one from before the wait.
    private const string Room =
        """
        CREATE FUNCTION roost.job_room(queue_ text, wanted_ int, OUT room int, OUT is_rated boolean)
        LANGUAGE plpgsql SET enable_seqscan = off AS $function$
        DECLARE
            q roost.job_queue;
        BEGIN
            SELECT * INTO q FROM roost.job_queue x WHERE x.queue = queue_;
            room := CASE WHEN q.paused_at IS NULL THEN wanted_ ELSE 0 END;
            is_rated := q.rate_count IS NOT NULL;
            IF room = 0 OR (q.max_running IS NULL AND NOT is_rated) THEN
                RETURN;
            END IF;
            -- What a server forgets in a crash must not be counted twice.
            PERFORM set_config('synchronous_commit', 'on', true);
            SELECT * INTO q FROM roost.job_queue x WHERE x.queue = queue_ FOR UPDATE;
            is_rated := q.rate_count IS NOT NULL;
            IF q.paused_at IS NOT NULL THEN
                room := 0;
                RETURN;
            END IF;
            IF q.max_running IS NOT NULL THEN
                room := least(room, q.max_running - (SELECT count(*) FROM roost.job j WHERE j.queue = queue_ AND j.state = 2));
            END IF;
            IF q.rate_count IS NOT NULL AND q.ends_at > clock_timestamp() THEN
                room := least(room, q.rate_count - q.used);
            ELSIF q.rate_count IS NOT NULL THEN
                room := least(room, q.rate_count);
            END IF;
            room := greatest(room, 0);
        END
        $function$;

        -- Counts what was taken against the queue's rate, if it has one; its row is locked by the one who asked for room.
        CREATE FUNCTION roost.job_took(queue_ text, taken_ int)
        RETURNS void LANGUAGE sql AS $function$
            UPDATE roost.job_queue q
            SET used = taken_ + CASE WHEN q.ends_at > clock_timestamp() THEN q.used ELSE 0 END,
                ends_at = CASE WHEN q.ends_at > clock_timestamp() THEN q.ends_at ELSE clock_timestamp() + q.rate_period END
            WHERE q.queue = queue_ AND taken_ > 0
        $function$;

        """;

    // Of each lane so many, from where the worker's last claim of it ended: what is dead before that, and cannot be cleared away while anybody looks at
    // an older state, is not stepped over again. A row is locked and looked at anew before it is taken, nobody waits for a lock, and the CTE runs once.
    // Whoever has the lock knows where the row is, and need not search for it a second time. One that changed between the look and the lock is somewhere else
    // by then, and is left for the next claim.
    private const string Claim =
        $"""
        CREATE FUNCTION roost.job_claim(worker_ uuid, queue_ text, priorities_ smallint[], tenants_ uuid[], kinds_ text[], floors_ timestamptz[], after_ bigint[], quotas_ int[])
        RETURNS TABLE ({Columns})
        LANGUAGE plpgsql {Pinned} SET enable_material = off SET plan_cache_mode = force_generic_plan AS $function$
        DECLARE
            room_ int;
            is_rated_ boolean;
            n_ bigint;
        BEGIN
            {Unsynced}
            SELECT r.room, r.is_rated INTO room_, is_rated_ FROM roost.job_room(queue_, (SELECT sum(q) FROM unnest(quotas_) q)::int) r;
            IF room_ = 0 THEN
                -- A row of nothing: whoever asked would otherwise take the lanes for dry, and ask for all the others.
                RETURN NEXT;
                RETURN;
            END IF;
            -- A limited kind may not run twice because a crash forgot who has it.
            IF EXISTS (SELECT FROM roost.job_limit l WHERE l.kind = ANY (kinds_)) THEN
                PERFORM set_config('synchronous_commit', 'on', true);
            END IF;
            RETURN QUERY
            WITH picked AS MATERIALIZED (
                SELECT p.place FROM unnest(priorities_, tenants_, kinds_, floors_, after_, quotas_) AS l (priority, tenant_id, kind, floor, after, quota)
                CROSS JOIN LATERAL (
                    SELECT j.ctid AS place FROM roost.job j
                    WHERE j.queue = queue_ AND j.priority = l.priority AND j.tenant_id = l.tenant_id AND j.kind = l.kind AND (j.run_at, j.seq) > (l.floor, l.after) AND j.state = 1
                    ORDER BY j.run_at, j.seq LIMIT l.quota FOR UPDATE SKIP LOCKED) p
                WHERE EXISTS (SELECT FROM roost.job_worker w WHERE w.id = worker_)
                LIMIT room_)
            UPDATE roost.job j
            {Take}
            FROM picked p WHERE j.ctid = p.place AND j.state = 1
            RETURNING {Taken};
            GET DIAGNOSTICS n_ = ROW_COUNT;
            IF is_rated_ THEN
                PERFORM roost.job_took(queue_, n_::int);
            END IF;
        END
        $function$;

        -- One job that was in a process when it died.
        CREATE FUNCTION roost.job_claim_suspect(worker_ uuid, queue_ text, kinds_ text[])
        RETURNS TABLE ({Columns})
        LANGUAGE plpgsql SET enable_seqscan = off AS $function$
        DECLARE
            room_ int;
            is_rated_ boolean;
            n_ bigint;
        BEGIN
            {Unsynced}
            SELECT r.room, r.is_rated INTO room_, is_rated_ FROM roost.job_room(queue_, 1) r;
            IF room_ = 0 THEN
                RETURN;
            END IF;
            IF EXISTS (SELECT FROM roost.job_limit l WHERE l.kind = ANY (kinds_)) THEN
                PERFORM set_config('synchronous_commit', 'on', true);
            END IF;
            RETURN QUERY
            WITH picked AS MATERIALIZED (
                SELECT j.id FROM roost.job j
                WHERE j.queue = queue_ AND j.state = 5 AND j.kind = ANY (kinds_) AND EXISTS (SELECT FROM roost.job_worker w WHERE w.id = worker_)
                ORDER BY j.run_at, j.seq LIMIT 1 FOR UPDATE SKIP LOCKED)
            UPDATE roost.job j
            {Take}
            FROM picked p WHERE j.id = p.id AND j.state = 5
            RETURNING {Taken};
            GET DIAGNOSTICS n_ = ROW_COUNT;
            IF is_rated_ THEN
                PERFORM roost.job_took(queue_, n_::int);
            END IF;
        END
        $function$;

        """;
}
