namespace Roost.Messaging.Schema;

/// <summary>How workers write down what became of jobs, as the system role. All is guarded by the lease.</summary>
internal static class FinishFunctions
{
    public const string Create = Finish + Fail + GiveBack;

    // LATERAL with FOR UPDATE is not pulled up into a join, and state + 0 hides the partial index: the primary key is the only way left, which is
    // the right one (as a join over the running jobs, a batch of 500 takes 90 ms). A row that is locked is then found by its place. One that somebody
    // else has locked at this moment, or that changed between the look and the lock, is not lost: a claim may lock what it then does not take. So
    // those that are still this worker's are said, too, and asked about again.
    private const string Finish =
        """
        CREATE FUNCTION roost.job_finish(worker_ uuid, ids_ uuid[], leases_ int[], results_ bytea[])
        RETURNS TABLE (job_id uuid, is_done boolean) LANGUAGE plpgsql
        SET enable_seqscan = off SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan SET jit = off AS $function$
        DECLARE
            done_ uuid[];
        BEGIN
            WITH mine AS MATERIALIZED (
                SELECT m.place, a.result FROM unnest(ids_, leases_, results_) AS a (id, lease, result)
                CROSS JOIN LATERAL (
                    SELECT j.ctid AS place FROM roost.job j WHERE j.id = a.id AND j.lease = a.lease AND j.worker_id = worker_ AND j.state + 0 = 2
                    FOR UPDATE SKIP LOCKED) m),
            gone AS (
                DELETE FROM roost.job j USING mine m WHERE j.ctid = m.place
                RETURNING j.added_at, j.id, j.tenant_id, j.attempt, j.queue, j.kind, j.unique_key, j.limited, j.key, j.parent_id, m.result),
            archived AS (
                INSERT INTO roost.job_done (added_at, id, tenant_id, attempt, queue, kind, result) SELECT g.added_at, g.id, g.tenant_id, g.attempt, g.queue, g.kind, g.result FROM gone g),
            freed_places AS (
                INSERT INTO roost.job_admission (kind, tenant_id, key) SELECT DISTINCT g.kind, g.tenant_id, g.key FROM gone g WHERE g.limited),
            over AS (
                INSERT INTO roost.job_child_over (parent_id, is_dead) SELECT g.parent_id, false FROM gone g WHERE g.parent_id IS NOT NULL),
            keyed AS MATERIALIZED (
                -- In the order in which adding takes them, so that the two wait for each other in one direction only.
                SELECT u.tenant_id, u.kind, u.key FROM roost.job_unique u JOIN gone g ON u.tenant_id = g.tenant_id AND u.kind = g.kind AND u.key = g.unique_key
                WHERE u.job_id = g.id AND u.until = 'infinity' ORDER BY u.tenant_id, u.kind, u.key FOR UPDATE OF u),
            freed AS (
                DELETE FROM roost.job_unique u USING keyed k WHERE u.tenant_id = k.tenant_id AND u.kind = k.kind AND u.key = k.key)
            SELECT coalesce(array_agg(g.id), '{}') INTO done_ FROM gone g;
            RETURN QUERY SELECT d, true FROM unnest(done_) d;
            IF cardinality(done_) < cardinality(ids_) THEN
                RETURN QUERY
                SELECT m.id, false FROM unnest(ids_, leases_) AS a (id, lease)
                CROSS JOIN LATERAL (
                    SELECT j.id FROM roost.job j WHERE j.id = a.id AND j.lease = a.lease AND j.worker_id = worker_ AND j.state + 0 = 2 LIMIT 1) m;
            END IF;
        END
        $function$;

        """;

    // Says what became of it: 'again', 'dead', 'cancelled', or 'lost' if it is not this worker's any more. NULL: it is, and somebody else has it locked at this moment.
    private const string Fail =
        """
        CREATE FUNCTION roost.job_end_failed(worker_ uuid, id_ uuid, lease_ int, retry_ interval, error_ text)
        RETURNS text LANGUAGE plpgsql SET enable_seqscan = off AS $function$
        DECLARE
            failed roost.job;
        BEGIN
            SELECT * INTO failed FROM roost.job j
            WHERE j.id = id_ AND j.lease = lease_ AND j.worker_id = worker_ AND j.state + 0 = 2
            FOR UPDATE SKIP LOCKED;
            IF NOT FOUND THEN
                RETURN CASE WHEN EXISTS (
                    SELECT FROM roost.job j WHERE j.id = id_ AND j.lease = lease_ AND j.worker_id = worker_ AND j.state + 0 = 2) THEN NULL ELSE 'lost' END;
            END IF;
            INSERT INTO roost.job_error (job_id, tenant_id, attempt, error) VALUES (failed.id, failed.tenant_id, failed.attempt + 1, error_);
            IF failed.cancel_at IS NOT NULL THEN
                -- Nobody wants another attempt.
                PERFORM roost.job_end_cancelled(worker_, id_, lease_);
                RETURN 'cancelled';
            END IF;
            IF retry_ IS NULL OR failed.attempt + 1 >= failed.max_attempts THEN
                PERFORM roost.job_bury(failed.id, error_);
                RETURN 'dead';
            ELSE
                -- It has ended without taking the process along, and is no suspect any more.
                UPDATE roost.job j
                SET state = 0, run_at = clock_timestamp() + retry_, attempt = j.attempt + 1, crashes = 0, worker_id = NULL, deadline_at = NULL
                WHERE j.id = failed.id;
                IF failed.limited THEN
                    INSERT INTO roost.job_admission (kind, tenant_id, key) VALUES (failed.kind, failed.tenant_id, failed.key);
                END IF;
                RETURN 'again';
            END IF;
        END
        $function$;

        -- Ends one that somebody wants no more, and whose handler has let go of it. NULL as above.
        CREATE FUNCTION roost.job_end_cancelled(worker_ uuid, id_ uuid, lease_ int)
        RETURNS boolean LANGUAGE plpgsql SET enable_seqscan = off AS $function$
        BEGIN
            PERFORM FROM roost.job j WHERE j.id = id_ AND j.lease = lease_ AND j.worker_id = worker_ AND j.state + 0 = 2 AND j.cancel_at IS NOT NULL FOR UPDATE SKIP LOCKED;
            IF FOUND THEN
                RETURN roost.job_drop(ARRAY [id_]) = 1;
            END IF;
            RETURN CASE WHEN EXISTS (
                SELECT FROM roost.job j WHERE j.id = id_ AND j.lease = lease_ AND j.worker_id = worker_ AND j.state + 0 = 2 AND j.cancel_at IS NOT NULL) THEN NULL ELSE false END;
        END
        $function$;

        -- Makes a dead letter of a job whose row the caller has locked.
        CREATE FUNCTION roost.job_bury(id_ uuid, error_ text, by_death boolean DEFAULT false)
        RETURNS void LANGUAGE plpgsql SET enable_seqscan = off AS $function$
        DECLARE
            dead roost.job;
        BEGIN
            DELETE FROM roost.job j WHERE j.id = id_ RETURNING j.* INTO dead;
            INSERT INTO roost.job_dead (added_at, timeout_ms, id, tenant_id, priority, attempt, max_attempts, crashes, queue, kind, unique_key, seq, children_dead, parent_id, limited, key, envelope, payload, error, errors)
            SELECT dead.added_at, dead.timeout_ms, dead.id, dead.tenant_id, dead.priority, dead.attempt + CASE WHEN by_death THEN 0 ELSE 1 END, dead.max_attempts,
                dead.crashes + CASE WHEN by_death THEN 1 ELSE 0 END, dead.queue, dead.kind,
                dead.unique_key, dead.seq, dead.children_dead, dead.parent_id, dead.limited, dead.key, dead.envelope, dead.payload, error_,
                coalesce((
                    SELECT jsonb_agg(jsonb_build_object('at', e.failed_at, 'attempt', e.attempt, 'error', e.error) ORDER BY e.failed_at)
                    FROM roost.job_error e WHERE e.job_id = dead.id), '[]')
            -- Somebody may have put it back by hand, and left its letter where it was.
            ON CONFLICT (id) DO UPDATE SET died_at = excluded.died_at, attempt = excluded.attempt, crashes = excluded.crashes, error = excluded.error,
                errors = excluded.errors, payload = excluded.payload, envelope = excluded.envelope;
            PERFORM roost.job_over(dead, true);
        END
        $function$;

        """;

    // Nothing is counted, and its place in the lane stays.
    private const string GiveBack =
        """
        -- What a worker has in the database and not in its memory: the answer to its claim was lost. Those that are suspects are claimed by themselves.
        CREATE FUNCTION roost.job_give_back_lost(worker_ uuid, queue_ text, suspects_ boolean, held_ uuid[])
        RETURNS bigint LANGUAGE plpgsql SET enable_seqscan = off AS $function$
        DECLARE
            given bigint;
        BEGIN
            -- What nobody wants any more does not go to others.
            PERFORM roost.job_drop(ARRAY (
                SELECT j.id FROM roost.job j
                WHERE j.worker_id = worker_ AND j.state = 2 AND j.queue = queue_ AND (j.crashes > 0) = suspects_ AND NOT j.id = ANY (held_) AND j.cancel_at IS NOT NULL FOR UPDATE));
            UPDATE roost.job j SET state = CASE WHEN j.crashes > 0 THEN 5 ELSE 1 END, worker_id = NULL, deadline_at = NULL
            WHERE j.worker_id = worker_ AND j.state = 2 AND j.queue = queue_ AND (j.crashes > 0) = suspects_ AND NOT j.id = ANY (held_);
            GET DIAGNOSTICS given = ROW_COUNT;
            RETURN given;
        END
        $function$;

        CREATE FUNCTION roost.job_give_back(worker_ uuid, ids_ uuid[], leases_ int[])
        RETURNS TABLE (job_queue text) LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off AS $function$
        BEGIN
            PERFORM roost.job_drop(ARRAY (
                SELECT m.id FROM unnest(ids_, leases_) AS a (id, lease)
                CROSS JOIN LATERAL (
                    SELECT j.id FROM roost.job j WHERE j.id = a.id AND j.lease = a.lease AND j.worker_id = worker_ AND j.state + 0 = 2 AND j.cancel_at IS NOT NULL FOR UPDATE) m));
            RETURN QUERY
            WITH mine AS MATERIALIZED (
                SELECT m.id FROM unnest(ids_, leases_) AS a (id, lease)
                CROSS JOIN LATERAL (
                    SELECT j.id FROM roost.job j WHERE j.id = a.id AND j.lease = a.lease AND j.worker_id = worker_ AND j.state + 0 = 2 FOR UPDATE) m)
            UPDATE roost.job j SET state = CASE WHEN j.crashes > 0 THEN 5 ELSE 1 END, worker_id = NULL, deadline_at = NULL
            FROM mine m WHERE j.id = m.id RETURNING j.queue;
        END
        $function$;

        """;
}
