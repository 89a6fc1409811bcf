namespace Roost.Messaging.Schema;

/// <summary>What people do to jobs: cancel, pause, resume, replay, discard.</summary>
internal static class SteerFunctions
{
    public const string Create = Cancel + Queues + Dead;

    // One that runs is asked to end; its worker hears it with its next heartbeat. What a parent waits for goes along, but for what somebody else is at: it
    // ends by itself, and waiting for it here could be waiting for whoever waits for this.
    private const string Cancel =
        """
        CREATE FUNCTION roost.job_cancel(id_ uuid, tenant_ uuid DEFAULT NULL)
        RETURNS text LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $function$
        DECLARE
            gone roost.job;
            unwanted uuid[];
        BEGIN
            -- A saga is not dropped: it is asked to undo itself.
            INSERT INTO roost.saga_signal (tenant_id, saga, key, name, id, payload)
            SELECT g.tenant_id, g.name, g.key, '!cancel', gen_random_uuid(), '\x'::bytea FROM roost.saga g WHERE g.id = id_ AND (tenant_ IS NULL OR g.tenant_id = tenant_);
            IF FOUND THEN
                RETURN 'asked';
            END IF;
            SELECT * INTO gone FROM roost.job j WHERE j.id = id_ AND (tenant_ IS NULL OR j.tenant_id = tenant_) FOR UPDATE;
            IF NOT FOUND THEN
                RETURN 'unknown';
            END IF;
            IF gone.state = 2 THEN
                UPDATE roost.job j SET cancel_at = coalesce(j.cancel_at, clock_timestamp()) WHERE j.id = id_;
                RETURN 'asked';
            END IF;
            PERFORM roost.job_drop(ARRAY [id_]);
            IF gone.state = 4 THEN
                WITH RECURSIVE below AS (
                    SELECT j.id FROM roost.job j WHERE j.parent_id = id_
                    UNION ALL
                    SELECT j.id FROM below b JOIN roost.job j ON j.parent_id = b.id),
                mine AS MATERIALIZED (
                    SELECT m.id, m.state FROM below b CROSS JOIN LATERAL (SELECT j.id, j.state FROM roost.job j WHERE j.id = b.id FOR UPDATE SKIP LOCKED) m),
                asked AS (
                    UPDATE roost.job j SET cancel_at = coalesce(j.cancel_at, clock_timestamp()) FROM mine m WHERE j.id = m.id AND m.state = 2)
                SELECT array_agg(m.id) INTO unwanted FROM mine m WHERE m.state <> 2;
                PERFORM roost.job_drop(unwanted);
            END IF;
            RETURN 'cancelled';
        END
        $function$;

        -- Ends jobs that nobody wants any more, and whose rows the caller has locked.
        CREATE FUNCTION roost.job_drop(ids_ uuid[])
        RETURNS int LANGUAGE plpgsql SET enable_seqscan = off AS $function$
        DECLARE
            dropped int;
        BEGIN
            WITH gone AS (
                DELETE FROM roost.job j WHERE j.id = ANY (ids_) RETURNING j.*),
            archived AS (
                INSERT INTO roost.job_done (added_at, id, tenant_id, attempt, queue, kind, was_cancelled) SELECT g.added_at, g.id, g.tenant_id, g.attempt, g.queue, g.kind, true FROM gone g),
            freed AS (
                DELETE FROM roost.job_unique u USING gone g
                WHERE g.unique_key IS NOT NULL AND u.tenant_id = g.tenant_id AND u.kind = g.kind AND u.key = g.unique_key AND u.job_id = g.id AND u.until = 'infinity'),
            freed_places AS (
                INSERT INTO roost.job_admission (kind, tenant_id, key) SELECT DISTINCT g.kind, g.tenant_id, g.key FROM gone g WHERE g.limited),
            over AS (
                INSERT INTO roost.job_child_over (parent_id, is_dead) SELECT g.parent_id, true FROM gone g WHERE g.parent_id IS NOT NULL)
            SELECT count(*) INTO dropped FROM gone;
            RETURN dropped;
        END
        $function$;

        -- For the application role: one of its tenant's.
        CREATE FUNCTION roost.job_cancel_own(id_ uuid)
        RETURNS text LANGUAGE sql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$ SELECT roost.job_cancel(id_, roost.job_tenant()) $function$;

        """;

    private const string Queues =
        """
        CREATE FUNCTION roost.job_pause(queue_ text) RETURNS void LANGUAGE sql AS $function$
            INSERT INTO roost.job_queue AS q (queue, paused_at) VALUES (queue_, clock_timestamp())
            ON CONFLICT (queue) DO UPDATE SET paused_at = coalesce(q.paused_at, clock_timestamp())
        $function$;

        CREATE FUNCTION roost.job_resume(queue_ text) RETURNS boolean LANGUAGE plpgsql AS $function$
        BEGIN
            -- Nothing stays behind of a queue that has no limits, or of a name that is none.
            DELETE FROM roost.job_queue q WHERE q.queue = queue_ AND q.paused_at IS NOT NULL AND q.max_running IS NULL AND q.rate_count IS NULL;
            IF FOUND THEN
                RETURN true;
            END IF;
            UPDATE roost.job_queue q SET paused_at = NULL WHERE q.queue = queue_ AND q.paused_at IS NOT NULL;
            RETURN FOUND;
        END
        $function$;

        """;

    // A dead letter begins anew where it stood: jobs that go in order keep their place. If another job has its unique key meanwhile, it stays dead. What is no
    // queue's name begins with a mark that none has.
    private const string Dead =
        """
        CREATE FUNCTION roost.job_replay(id_ uuid)
        RETURNS text LANGUAGE plpgsql SET enable_seqscan = off AS $function$
        DECLARE
            d roost.job_dead;
        BEGIN
            SELECT * INTO d FROM roost.job_dead x WHERE x.id = id_ FOR UPDATE;
            IF NOT FOUND THEN
                RETURN '!unknown';
            END IF;
            IF d.unique_key IS NOT NULL THEN
                INSERT INTO roost.job_unique AS u (tenant_id, kind, key, job_id, until) VALUES (d.tenant_id, d.kind, d.unique_key, d.id, 'infinity')
                ON CONFLICT (tenant_id, kind, key) DO UPDATE SET job_id = excluded.job_id,
                    -- A window that is still open stays as it was said to be.
                    until = CASE WHEN u.until > clock_timestamp() THEN u.until ELSE excluded.until END
                WHERE u.job_id = d.id OR u.until <= clock_timestamp();
                IF NOT FOUND THEN
                    RETURN '!taken';
                END IF;
            END IF;
            DELETE FROM roost.job_dead x WHERE x.id = id_;
            INSERT INTO roost.job (seq, run_at, added_at, timeout_ms, id, tenant_id, state, priority, max_attempts, queue, kind, unique_key, key, limited, children_dead, envelope, payload)
            OVERRIDING SYSTEM VALUE
            SELECT d.seq, clock_timestamp(), d.added_at, d.timeout_ms, d.id, d.tenant_id, CASE WHEN d.limited THEN 3 ELSE 1 END, d.priority, d.max_attempts, d.queue, d.kind,
                d.unique_key, d.key, d.limited, d.children_dead, d.envelope, d.payload;
            IF d.limited THEN
                INSERT INTO roost.job_admission (kind, tenant_id, key) VALUES (d.kind, d.tenant_id, d.key);
            END IF;
            RETURN d.queue;
        END
        $function$;

        -- The oldest first. A statement holds so many at most, and says what became of each.
        CREATE FUNCTION roost.job_replay_all(queue_ text, kind_ text, tenant_ uuid, until_ timestamptz, most_ int)
        RETURNS TABLE (outcome text, died_until timestamptz) LANGUAGE plpgsql SET enable_seqscan = off AS $function$
        DECLARE
            id_ uuid;
        BEGIN
            died_until := coalesce(until_, clock_timestamp());
            FOR id_ IN
                SELECT d.id FROM roost.job_dead d
                WHERE d.died_at <= died_until AND (queue_ IS NULL OR d.queue = queue_) AND (kind_ IS NULL OR d.kind = kind_) AND (tenant_ IS NULL OR d.tenant_id = tenant_)
                ORDER BY d.died_at LIMIT most_
            LOOP
                outcome := roost.job_replay(id_);
                RETURN NEXT;
            END LOOP;
        END
        $function$;

        CREATE FUNCTION roost.job_discard(id_ uuid)
        RETURNS boolean LANGUAGE plpgsql SET enable_seqscan = off AS $function$
        DECLARE
            d roost.job_dead;
        BEGIN
            -- What drives a saga is not thrown away: the saga would stand still for ever.
            DELETE FROM roost.job_dead x WHERE x.id = id_ AND NOT EXISTS (SELECT FROM roost.saga g WHERE g.id = id_) RETURNING x.* INTO d;
            IF FOUND AND d.limited THEN
                INSERT INTO roost.job_admission (kind, tenant_id, key) VALUES (d.kind, d.tenant_id, d.key);
            END IF;
            RETURN d.id IS NOT NULL;
        END
        $function$;

        -- One that waits for its time goes now.
        CREATE FUNCTION roost.job_retry_now(id_ uuid)
        RETURNS text LANGUAGE plpgsql SET enable_seqscan = off AS $function$
        DECLARE
            up roost.job;
        BEGIN
            UPDATE roost.job j SET state = CASE WHEN j.limited THEN 3 ELSE 1 END, run_at = clock_timestamp() WHERE j.id = id_ AND j.state = 0 RETURNING j.* INTO up;
            IF NOT FOUND THEN
                RETURN roost.job_replay(id_);
            END IF;
            IF up.limited THEN
                INSERT INTO roost.job_admission (kind, tenant_id, key) VALUES (up.kind, up.tenant_id, up.key);
            END IF;
            RETURN up.queue;
        END
        $function$;

        """;
}
