namespace Roost.Messaging.Schema;

/// <summary>What the application role may do with jobs. It runs as the owner, who is bound by row-level security as well: its own tenant's, and no other's.</summary>
internal static class AppFunctions
{
    public const string Create = Add + Over + Complete;

    // unnest is taken for ten rows, and nested loops over a thousand are a million steps. What only some jobs have is not looked for where none has it. Of
    // two jobs in one call that have the same key the first is added. Keys are taken in their order, so that two who add at once wait for each other in
    // one direction only; DO UPDATE, because it always says who has the key.
    private const string Add =
        """
        CREATE FUNCTION roost.job_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
            $function$ SELECT coalesce(NULLIF(current_setting('app.tenant', true), ''), '00000000-0000-0000-0000-000000000000')::uuid $function$;

        -- Children join a parent that still waits: one of the same call, or one that was locked before, which keeps it waiting until they have committed.
        CREATE FUNCTION roost.job_check_parents(tenant_ uuid, parents uuid[])
        RETURNS void LANGUAGE plpgsql SET search_path = roost, pg_temp SET enable_seqscan = off AS $function$
        DECLARE
            missing uuid;
        BEGIN
            SELECT p INTO missing FROM unnest(parents) p
            WHERE p IS NOT NULL AND NOT EXISTS (SELECT FROM roost.job j WHERE j.id = p AND j.tenant_id = tenant_ AND j.state = 4) LIMIT 1;
            IF FOUND THEN
                RAISE EXCEPTION 'The job % does not wait for children (any more).', missing USING ERRCODE = 'RO001';
            END IF;
        END
        $function$;

        CREATE FUNCTION roost.job_add(ids uuid[], queues text[], kinds text[], priorities smallint[], delays interval[], ats timestamptz[],
            timeouts int[], attempts smallint[], unique_keys text[], windows interval[], keys text[], limiteds boolean[], parents uuid[], waits boolean[],
            envelopes bytea[], payloads bytea[])
        RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = roost, pg_temp SET enable_nestloop = off AS $function$
        DECLARE
            tenant_ uuid := roost.job_tenant();
            now_ timestamptz := clock_timestamp();
            has_parents boolean := cardinality(array_remove(parents, NULL)) > 0;
            -- Which have their unique key to themselves; NULL where none has a key.
            wanted boolean[];
            -- Of limits that are newer than the caller's image it knows nothing.
            limited_kinds text[] := ARRAY (
                SELECT l.kind FROM roost.job_limit l
                WHERE l.kind = ANY (kinds) AND (l.in_order OR num_nonnulls(l.max_running, l.max_per_tenant, l.max_per_key, l.rate_count) > 0));
        BEGIN
            IF has_parents THEN
                PERFORM FROM roost.job j WHERE j.id = ANY (parents) AND j.tenant_id = tenant_ AND j.state = 4 ORDER BY j.id FOR SHARE;
            END IF;
            IF cardinality(array_remove(unique_keys, NULL)) > 0 THEN
                WITH asked AS MATERIALIZED (
                    SELECT a.* FROM unnest(ids, kinds, unique_keys, windows) WITH ORDINALITY AS a (id, kind, key, keep, n)),
                keyed AS (
                    INSERT INTO roost.job_unique AS u (tenant_id, kind, key, job_id, until)
                    SELECT tenant_, k.kind, k.key, k.id, coalesce(now_ + k.keep, 'infinity')
                    FROM (SELECT DISTINCT ON (kind, key) kind, key, id, keep FROM asked WHERE key IS NOT NULL ORDER BY kind, key, n) k
                    ORDER BY k.kind COLLATE "C", k.key COLLATE "C"
                    ON CONFLICT (tenant_id, kind, key) DO UPDATE SET
                        job_id = CASE WHEN u.until <= now_ THEN excluded.job_id ELSE u.job_id END,
                        until = CASE WHEN u.until <= now_ THEN excluded.until ELSE u.until END
                    RETURNING u.kind, u.key, u.job_id)
                SELECT array_agg(a.key IS NULL OR k.job_id = a.id ORDER BY a.n) INTO wanted FROM asked a LEFT JOIN keyed k ON k.kind = a.kind AND k.key = a.key;
            END IF;
            INSERT INTO roost.job (id, tenant_id, queue, kind, priority, run_at, state, timeout_ms, max_attempts, unique_key, key, limited, parent_id, envelope, payload)
            SELECT a.id, tenant_, a.queue, a.kind, a.priority, a.run_at, CASE WHEN a.waits THEN 4 WHEN a.run_at > now_ THEN 0 WHEN a.is_limited THEN 3 ELSE 1 END,
                a.timeout_ms, a.max_attempts, a.unique_key, a.key, a.is_limited, a.parent_id, a.envelope, a.payload
            FROM (
                SELECT x.*, greatest(now_, coalesce(x.at, now_ + x.delay)) AS run_at, x.limited OR x.kind = ANY (limited_kinds) AS is_limited
                FROM unnest(ids, queues, kinds, priorities, delays, ats, timeouts, attempts, unique_keys, keys, limiteds, parents, waits, envelopes, payloads, wanted)
                    AS x (id, queue, kind, priority, delay, at, timeout_ms, max_attempts, unique_key, key, limited, parent_id, waits, envelope, payload, wanted)) a
            WHERE a.wanted IS NOT FALSE;
            IF has_parents THEN
                PERFORM roost.job_check_parents(tenant_, parents);
            END IF;
            IF true = ANY (limiteds) OR cardinality(limited_kinds) > 0 THEN
                INSERT INTO roost.job_admission (kind, tenant_id, key)
                SELECT DISTINCT a.kind, tenant_, a.key FROM unnest(kinds, keys, limiteds) AS a (kind, key, limited) WHERE a.limited OR a.kind = ANY (limited_kinds);
            END IF;
            IF true = ANY (waits) THEN
                -- It may turn out to have no children at all.
                INSERT INTO roost.job_child_over (parent_id, is_dead) SELECT a.id, false FROM unnest(ids, waits) AS a (id, waits) WHERE a.waits;
            END IF;
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

        CREATE FUNCTION roost.job_complete(id_ uuid, lease_ int, worker_ uuid, result_ bytea)
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
            INSERT INTO roost.job_done (added_at, id, tenant_id, attempt, queue, kind, result) VALUES (done.added_at, done.id, done.tenant_id, done.attempt, done.queue, done.kind, result_);
            PERFORM roost.job_over(done, false);
            RETURN true;
        END
        $function$;

        """;

    // What else there is to do when a job is gone, by whichever way; the caller's rights are the owner's or the system role's.
    private const string Over =
        """
        CREATE FUNCTION roost.job_over(gone roost.job, is_dead_ boolean)
        RETURNS void LANGUAGE plpgsql AS $function$
        BEGIN
            IF gone.unique_key IS NOT NULL THEN
                DELETE FROM roost.job_unique u
                WHERE u.tenant_id = gone.tenant_id AND u.kind = gone.kind AND u.key = gone.unique_key AND u.job_id = gone.id AND u.until = 'infinity';
            END IF;
            IF gone.limited THEN
                INSERT INTO roost.job_admission (kind, tenant_id, key) VALUES (gone.kind, gone.tenant_id, gone.key);
            END IF;
            IF gone.parent_id IS NOT NULL THEN
                INSERT INTO roost.job_child_over (parent_id, is_dead) VALUES (gone.parent_id, is_dead_);
            END IF;
        END
        $function$;

        """;
}
