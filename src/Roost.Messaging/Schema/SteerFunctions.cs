namespace Roost.Messaging.Schema;

/// <summary>What people do to jobs: cancel, pause, resume, replay, discard.</summary>
internal static class SteerFunctions
{
    public const string Create = Cancel + Queues + Dead;

    // One that runs is asked to end; its worker hears it with its next heartbeat. Children go with their parent.
    private const string Cancel =
        """
        CREATE FUNCTION roost.job_cancel(id_ uuid, tenant_ uuid DEFAULT NULL)
        RETURNS text LANGUAGE plpgsql SET enable_seqscan = off AS $function$
        DECLARE
            gone roost.job;
            child_ uuid;
        BEGIN
            SELECT * INTO gone FROM roost.job j WHERE j.id = id_ AND (tenant_ IS NULL OR j.tenant_id = tenant_) FOR UPDATE;
            IF NOT FOUND THEN
                RETURN 'unknown';
            END IF;
            IF gone.state = 2 THEN
                UPDATE roost.job j SET cancel_at = coalesce(j.cancel_at, clock_timestamp()) WHERE j.id = id_;
                RETURN 'asked';
            END IF;
            DELETE FROM roost.job j WHERE j.id = id_;
            INSERT INTO roost.job_done (added_at, id, tenant_id, attempt, queue, kind, was_cancelled) VALUES (gone.added_at, gone.id, gone.tenant_id, gone.attempt, gone.queue, gone.kind, true);
            PERFORM roost.job_over(gone, true);
            IF gone.state = 4 THEN
                FOR child_ IN SELECT j.id FROM roost.job j WHERE j.parent_id = id_ ORDER BY j.id LOOP
                    PERFORM roost.job_cancel(child_, tenant_);
                END LOOP;
            END IF;
            RETURN 'cancelled';
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
            UPDATE roost.job_queue q SET paused_at = NULL WHERE q.queue = queue_ AND q.paused_at IS NOT NULL;
            RETURN FOUND;
        END
        $function$;

        """;

    // A dead letter begins anew where it stood: jobs that go in order keep their place. If another job has its unique key meanwhile, it stays dead.
    private const string Dead =
        """
        CREATE FUNCTION roost.job_replay(id_ uuid)
        RETURNS text LANGUAGE plpgsql SET enable_seqscan = off AS $function$
        DECLARE
            d roost.job_dead;
        BEGIN
            SELECT * INTO d FROM roost.job_dead x WHERE x.id = id_ FOR UPDATE;
            IF NOT FOUND THEN
                RETURN 'unknown';
            END IF;
            IF d.unique_key IS NOT NULL THEN
                INSERT INTO roost.job_unique AS u (tenant_id, kind, key, job_id, until) VALUES (d.tenant_id, d.kind, d.unique_key, d.id, 'infinity')
                ON CONFLICT (tenant_id, kind, key) DO UPDATE SET job_id = excluded.job_id, until = excluded.until WHERE u.job_id = d.id OR u.until <= clock_timestamp();
                IF NOT FOUND THEN
                    RETURN 'taken';
                END IF;
            END IF;
            DELETE FROM roost.job_dead x WHERE x.id = id_;
            INSERT INTO roost.job (seq, run_at, added_at, timeout_ms, id, tenant_id, state, priority, max_attempts, queue, kind, unique_key, key, limited, envelope, payload)
            OVERRIDING SYSTEM VALUE
            SELECT d.seq, clock_timestamp(), d.added_at, d.timeout_ms, d.id, d.tenant_id, CASE WHEN d.limited THEN 3 ELSE 1 END, d.priority, d.max_attempts, d.queue, d.kind,
                d.unique_key, d.key, d.limited, d.envelope, d.payload;
            IF d.limited THEN
                INSERT INTO roost.job_admission (kind, tenant_id, key) VALUES (d.kind, d.tenant_id, d.key);
            END IF;
            RETURN d.queue;
        END
        $function$;

        CREATE FUNCTION roost.job_discard(id_ uuid)
        RETURNS boolean LANGUAGE plpgsql SET enable_seqscan = off AS $function$
        DECLARE
            d roost.job_dead;
        BEGIN
            DELETE FROM roost.job_dead x WHERE x.id = id_ RETURNING x.* INTO d;
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
