namespace Roost.Messaging.Schema;

/// <summary>What the application role may do with jobs. It runs as the owner, who is bound by row-level security as well: its own tenant's, and no other's.</summary>
internal static class AppFunctions
{
    public const string Create = Add + Complete;

    // unnest is taken for ten rows, and nested loops over a thousand are a million steps. Of two jobs in one call that have the same key the first is added. Keys are
    // taken in their order, so that two who add at once wait for each other in one direction only; DO UPDATE, because it always says who has the key.
    private const string Add =
        $"""
        CREATE FUNCTION roost.job_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
            $function$ SELECT coalesce(NULLIF(current_setting('app.tenant', true), ''), '00000000-0000-0000-0000-000000000000')::uuid $function$;

        CREATE FUNCTION roost.job_add(ids uuid[], queues text[], kinds text[], priorities smallint[], delays interval[], ats timestamptz[],
            timeouts int[], attempts smallint[], keys text[], windows interval[], envelopes bytea[], payloads bytea[])
        RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = roost, pg_temp SET enable_nestloop = off AS $function$
        DECLARE
            tenant_ uuid := roost.job_tenant();
            now_ timestamptz := clock_timestamp();
        BEGIN
            WITH asked AS MATERIALIZED (
                SELECT a.*, greatest(now_, coalesce(a.at, now_ + a.delay)) AS run_at
                FROM unnest(ids, queues, kinds, priorities, delays, ats, timeouts, attempts, keys, windows, envelopes, payloads) WITH ORDINALITY
                    AS a (id, queue, kind, priority, delay, at, timeout_ms, max_attempts, key, keep, envelope, payload, n)),
            keyed AS (
                INSERT INTO roost.job_unique AS u (tenant_id, kind, key, job_id, until)
                SELECT tenant_, k.kind, k.key, k.id, coalesce(now_ + k.keep, 'infinity')
                FROM (SELECT DISTINCT ON (kind, key) kind, key, id, keep FROM asked WHERE key IS NOT NULL ORDER BY kind, key, n) k
                ORDER BY k.kind COLLATE "C", k.key COLLATE "C"
                ON CONFLICT (tenant_id, kind, key) DO UPDATE SET
                    job_id = CASE WHEN u.until <= now_ THEN excluded.job_id ELSE u.job_id END,
                    until = CASE WHEN u.until <= now_ THEN excluded.until ELSE u.until END
                RETURNING u.kind, u.key, u.job_id)
            INSERT INTO roost.job (id, tenant_id, queue, kind, priority, run_at, state, timeout_ms, max_attempts, unique_key, envelope, payload)
            SELECT a.id, tenant_, a.queue, a.kind, a.priority, a.run_at, CASE WHEN a.run_at > now_ THEN 0 ELSE 1 END, a.timeout_ms, a.max_attempts, a.key, a.envelope, a.payload
            FROM asked a LEFT JOIN keyed k ON k.kind = a.kind AND k.key = a.key
            WHERE a.key IS NULL OR k.job_id = a.id
            ORDER BY a.n;
        END
        $function$;

        """;

    // state + 0 hides the partial index of running jobs, whose estimate of one row would make it the one to go by; the key is.
    // A process that stops between this and its commit would keep the row locked for as long as its connection lives.
    private const string Complete =
        """
        CREATE FUNCTION roost.job_hold(id_ uuid, lease_ int, worker_ uuid)
        RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
        BEGIN
            PERFORM set_config('idle_in_transaction_session_timeout', '10s', true);
            PERFORM FROM roost.job j
            WHERE j.id = id_ AND j.lease = lease_ AND j.worker_id = worker_ AND j.state + 0 = 2 AND j.tenant_id = roost.job_tenant()
            FOR SHARE;
            RETURN FOUND;
        END
        $function$;

        CREATE FUNCTION roost.job_complete(id_ uuid, lease_ int, worker_ uuid)
        RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
        DECLARE
            done roost.job;
        BEGIN
            PERFORM set_config('idle_in_transaction_session_timeout', '10s', true);
            DELETE FROM roost.job j
            WHERE j.id = id_ AND j.lease = lease_ AND j.worker_id = worker_ AND j.state + 0 = 2 AND j.tenant_id = roost.job_tenant()
            RETURNING j.* INTO done;
            IF NOT FOUND THEN
                RETURN false;
            END IF;
            INSERT INTO roost.job_done (added_at, id, tenant_id, attempt, queue, kind) VALUES (done.added_at, done.id, done.tenant_id, done.attempt, done.queue, done.kind);
            IF done.unique_key IS NOT NULL THEN
                DELETE FROM roost.job_unique u
                WHERE u.tenant_id = done.tenant_id AND u.kind = done.kind AND u.key = done.unique_key AND u.job_id = done.id AND u.until = 'infinity';
            END IF;
            RETURN true;
        END
        $function$;

        """;
}
