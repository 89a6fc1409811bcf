namespace Roost.Messaging.Schema;

/// <summary>What keeps queues going, as the system role.</summary>
internal static class KeeperFunctions
{
    public static readonly string Create = Promote + Beat + Rescue + Partitions("job_keep_partitions", 2, "job_done", "job_error");

    // One promoter at a time, by a lock of the transaction, which poolers leave alone; a thousand at most, so that midnight's million is no one transaction.
    private const string Promote =
        """
        CREATE FUNCTION roost.job_promote(most_ int)
        RETURNS TABLE (job_queue text, jobs bigint) LANGUAGE plpgsql
        SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $function$
        DECLARE
            now_ timestamptz := clock_timestamp();
        BEGIN
            IF NOT pg_try_advisory_xact_lock(x'526F6F73'::int, 1) THEN
                RETURN;
            END IF;
            RETURN QUERY
            WITH due AS MATERIALIZED (
                SELECT j.id FROM roost.job j WHERE j.state = 0 AND j.run_at <= now_ ORDER BY j.run_at, j.seq LIMIT most_ FOR UPDATE SKIP LOCKED),
            up AS (
                UPDATE roost.job j SET state = CASE WHEN j.limited THEN 3 ELSE 1 END, run_at = now_ FROM due d WHERE j.id = d.id AND j.state = 0
                RETURNING j.queue, j.limited, j.kind, j.tenant_id, j.key),
            to_admit AS (
                INSERT INTO roost.job_admission (kind, tenant_id, key) SELECT DISTINCT u.kind, u.tenant_id, u.key FROM up u WHERE u.limited)
            SELECT u.queue, count(*) FROM up u GROUP BY u.queue;
        END
        $function$;

        """;

    // Says what somebody wants no more of what this worker has. No row: others took this worker for dead, and have its jobs.
    private const string Beat =
        """
        CREATE FUNCTION roost.job_pulse(worker_ uuid, patience_ interval) RETURNS TABLE (cancelled uuid[]) LANGUAGE plpgsql SET enable_seqscan = off AS $function$
        BEGIN
            PERFORM set_config('synchronous_commit', 'off', true);
            UPDATE roost.job_worker w
            SET beat_at = clock_timestamp(),
                steady_since = CASE WHEN clock_timestamp() - w.beat_at > patience_ / 2 OR w.beat_at > clock_timestamp() THEN clock_timestamp() ELSE w.steady_since END
            WHERE w.id = worker_;
            IF FOUND THEN
                RETURN QUERY SELECT coalesce(array_agg(j.id), '{}') FROM roost.job j WHERE j.worker_id = worker_ AND j.state = 2 AND j.cancel_at IS NOT NULL;
            END IF;
        END
        $function$;

        """;

    // By the running jobs' workers and not by silent workers: a claim may have been on its way while its worker was taken for dead. Nobody judges
    // who was cut off himself, or while the server has just come back: after an outage everybody has been silent.
    private const string Rescue =
        """
        CREATE FUNCTION roost.job_rescue(me_ uuid, patience_ interval, most_ int)
        RETURNS TABLE (job_queue text, job_kind text, job_id uuid, is_dead boolean, cause text) LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $function$
        DECLARE
            now_ timestamptz := clock_timestamp();
            lost record;
            died_of text;
        BEGIN
            IF NOT EXISTS (SELECT FROM roost.job_worker w WHERE w.id = me_ AND w.steady_since <= now_ - patience_ AND w.beat_at > now_ - patience_ / 2)
                OR pg_postmaster_start_time() > now_ - patience_
            THEN
                RETURN;
            END IF;
            DELETE FROM roost.job_worker w WHERE w.beat_at < now_ - patience_;
            FOR lost IN
                WITH RECURSIVE workers AS (
                    (SELECT j.worker_id FROM roost.job j WHERE j.state = 2 ORDER BY j.worker_id LIMIT 1)
                    UNION ALL
                    SELECT (SELECT j.worker_id FROM roost.job j WHERE j.state = 2 AND j.worker_id > i.worker_id ORDER BY j.worker_id LIMIT 1)
                    FROM workers i WHERE i.worker_id IS NOT NULL)
                SELECT j.id, j.tenant_id, j.attempt, j.max_attempts, j.crashes, j.queue, j.kind, j.cancel_at, EXISTS (SELECT FROM roost.job_worker w WHERE w.id = j.worker_id) AS is_alive
                FROM workers i JOIN roost.job j ON j.worker_id = i.worker_id AND j.state = 2
                WHERE NOT EXISTS (SELECT FROM roost.job_worker w WHERE w.id = i.worker_id) OR j.deadline_at < now_ - 2 * patience_
                LIMIT most_ FOR UPDATE OF j SKIP LOCKED
            LOOP
                died_of := NULL;
                BEGIN
                    IF lost.cancel_at IS NOT NULL THEN
                        PERFORM roost.job_drop(ARRAY [lost.id]);
                        CONTINUE;
                    END IF;
                    -- Whoever lives and does not look after a job any more has failed at it; whoever is dead may have died of it.
                    INSERT INTO roost.job_error (job_id, tenant_id, attempt, error)
                    VALUES (lost.id, lost.tenant_id, lost.attempt + 1, CASE WHEN lost.is_alive THEN 'It did not end when its time was up.' ELSE 'Its worker died.' END);
                    IF lost.is_alive AND lost.attempt + 1 >= lost.max_attempts THEN
                        died_of := 'It did not end when its time was up.';
                        PERFORM roost.job_bury(lost.id, died_of);
                    ELSIF NOT lost.is_alive AND lost.crashes >= 2 THEN
                        died_of := 'Its worker died, three times.';
                        PERFORM roost.job_bury(lost.id, died_of, by_death => true);
                    ELSE
                        -- From its first crash on it runs as the only suspect of a process, so that the neighbours of one that kills are cleared by running.
                        UPDATE roost.job j
                        SET state = CASE WHEN lost.is_alive THEN 1 ELSE 5 END, run_at = now_, worker_id = NULL, deadline_at = NULL,
                            attempt = j.attempt + CASE WHEN lost.is_alive THEN 1 ELSE 0 END, crashes = CASE WHEN lost.is_alive THEN 0 ELSE j.crashes + 1 END
                        WHERE j.id = lost.id;
                    END IF;
                EXCEPTION WHEN OTHERS THEN
                    -- One that cannot be written down must not keep the others from being rescued.
                    RAISE WARNING 'Job % could not be rescued: %', lost.id, SQLERRM;
                    CONTINUE;
                END;
                RETURN QUERY SELECT lost.queue::text, lost.kind::text, lost.id, died_of IS NOT NULL, died_of;
            END LOOP;
        END
        $function$;

        """;

    // A week ahead, so that an outage of all workers does not fill the default partition. Attaching and dropping lock the parent for a moment;
    // whoever cannot have it soon tries again in an hour.
    public static string Partitions(string function, int number, params string[] parents) =>
        $"""
        CREATE FUNCTION roost.{function}(keep_ interval)
        RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = roost, pg_temp SET lock_timeout = '2s' SET timezone = 'UTC' AS $function$
        DECLARE
            parent_ text;
            day_ date;
            name_ text;
            policy_ text := $policy${JobTables.Policy}$policy$;
        BEGIN
            IF NOT pg_try_advisory_xact_lock(x'526F6F73'::int, {number}) THEN
                RETURN;
            END IF;
            FOREACH parent_ IN ARRAY ARRAY[{string.Join(", ", parents.Select(parent => $"'{parent}'"))}] LOOP
                FOR day_ IN SELECT clock_timestamp()::date + n FROM generate_series(0, 7) n LOOP
                    name_ := parent_ || to_char(day_, '_YYYYMMDD');
                    CONTINUE WHEN to_regclass('roost.' || name_) IS NOT NULL;
                    BEGIN
                        EXECUTE format('CREATE TABLE roost.%I PARTITION OF roost.%I FOR VALUES FROM (%L) TO (%L)', name_, parent_, day_, day_ + 1);
                        EXECUTE format('ALTER TABLE roost.%I ENABLE ROW LEVEL SECURITY', name_);
                        EXECUTE format('ALTER TABLE roost.%I FORCE ROW LEVEL SECURITY', name_);
                        EXECUTE format('CREATE POLICY tenant ON roost.%I USING (%s) WITH CHECK (%s)', name_, policy_, policy_);
                    EXCEPTION WHEN lock_not_available OR deadlock_detected OR check_violation THEN
                        -- Somebody reads, or the default partition has rows of that day already: it keeps them.
                        NULL;
                    END;
                END LOOP;
                FOR name_ IN
                    -- The planner may ask this of all there is in pg_class before it looks who is whose: only what is a day may be read as one.
                    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                    WHERE i.inhparent = ('roost.' || parent_)::regclass
                        AND CASE WHEN c.relname ~ ('^' || parent_ || '_' || repeat('[0-9]', 8) || '$') THEN to_date(right(c.relname, 8), 'YYYYMMDD') < (clock_timestamp() - keep_)::date ELSE false END
                LOOP
                    BEGIN
                        EXECUTE format('DROP TABLE roost.%I', name_);
                    EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
                        NULL;
                    END;
                END LOOP;
            END LOOP;
        END
        $function$;
        -- A migration makes partitions, and drops none that Keep could mean.
        SELECT roost.{function}(interval '366 days');

        """;
}
