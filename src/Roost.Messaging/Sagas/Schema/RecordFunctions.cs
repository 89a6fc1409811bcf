namespace Roost.Messaging.Sagas.Schema;

/// <summary>How a saga's driver learns where it stands, and says where it is.</summary>
internal static class RecordFunctions
{
    public const string Create = Take + Note + Record;

    // A read, unless the answer to a record is missing: then it waits until that transaction is over, one way or the other. No row: the lease is another's.
    private const string Take =
        """
        CREATE FUNCTION roost.saga_take(worker_ uuid, id_ uuid, lease_ int, in_doubt_ boolean)
        RETURNS TABLE (saga_name text, saga_key text, saga_version int, saga_revision int, saga_status smallint, saga_waits_for text, saga_waits interval,
            is_unwanted boolean, signal_id uuid, signal bytea, saga_error text, saga_progress jsonb, saga_state bytea)
        LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $function$
        BEGIN
            IF in_doubt_ THEN
                PERFORM set_config('synchronous_commit', 'off', true);
                PERFORM FROM roost.job j WHERE j.id = id_ FOR UPDATE;
            END IF;
            RETURN QUERY
            SELECT g.name::text, g.key::text, g.version, g.revision, g.status, g.waits_for::text, g.wake_at - clock_timestamp(),
                EXISTS (SELECT FROM roost.saga_signal c WHERE c.tenant_id = g.tenant_id AND c.saga = g.name AND c.key = g.key AND c.name = '!cancel' AND c.used_at IS NULL),
                s.id, s.payload, g.error, g.progress, g.state
            FROM (SELECT j.id FROM roost.job j WHERE j.id = id_ AND j.lease = lease_ AND j.worker_id = worker_ AND j.state + 0 = 2 OFFSET 0) m
            JOIN roost.saga g ON g.id = m.id
            LEFT JOIN LATERAL (
                -- What has come wins over the time that is up.
                SELECT x.id, x.payload FROM roost.saga_signal x
                WHERE x.tenant_id = g.tenant_id AND x.saga = g.name AND x.key = g.key AND x.name = g.waits_for AND x.used_at IS NULL
                ORDER BY x.seq LIMIT 1) s ON true;
        END
        $function$;

        """;

    // The job is locked before anything else, here and wherever both are: job, saga, signal, key. What is asked behind that lock sees all that has
    // committed, so that no signal is missed: either it is seen here, or saga_wake finds the job asleep.
    private const string Note =
        """
        -- The end of one attempt. fate_: 0 goes on here, 1 goes on wherever there is room, 2 again after a while, 3 waits for a signal, 4 is over, 5 waits for people, 6 goes on here beside others
        CREATE FUNCTION roost.saga_note(worker_ uuid, tenant_ uuid, id_ uuid, lease_ int, revision_ int, status_ smallint, progress_ jsonb, state_ bytea,
            used_ uuid, waits_for_ text, fate_ smallint, after_ interval, timeout_ms_ int, heeds_cancel_ boolean, if_unwanted_ jsonb, error_ text,
            step_ text, is_undo_ boolean, attempt_ int, outcome_ text, told_ text,
            OUT became text, OUT signal_id uuid, OUT signal bytea, OUT wakes text)
        LANGUAGE plpgsql SET enable_seqscan = off AS $function$
        DECLARE
            now_ timestamptz := clock_timestamp();
            -- As far away as a job can be that has no time: what is infinite cannot be subtracted from.
            never CONSTANT timestamptz := '9000-01-01 00:00:00+00';
            mine roost.job;
            s record;
            next_ timestamptz;
        BEGIN
            SELECT * INTO mine FROM roost.job j
            WHERE j.id = id_ AND j.lease = lease_ AND j.worker_id = worker_ AND j.state + 0 = 2 AND (tenant_ IS NULL OR j.tenant_id = tenant_) FOR UPDATE;
            IF NOT FOUND THEN
                became := 'lost';
                RETURN;
            END IF;
            SELECT g.tenant_id, g.name, g.key, g.version, g.created_at, g.keep, g.revision INTO s FROM roost.saga g WHERE g.id = id_;
            IF NOT FOUND OR s.revision <> revision_ THEN
                -- What this worker wrote itself, and was not told of.
                became := 'stale';
                RETURN;
            END IF;

            became := 'recorded';
            IF heeds_cancel_ AND fate_ <= 3 AND EXISTS (
                SELECT FROM roost.saga_signal c WHERE c.tenant_id = s.tenant_id AND c.saga = s.name AND c.key = s.key AND c.name = '!cancel' AND c.used_at IS NULL)
            THEN
                became := 'unwanted';
                fate_ := 0;
                -- What this record says to be begun has not been, and will not be.
                progress_ := coalesce(if_unwanted_, progress_);
            ELSIF fate_ = 3 THEN
                SELECT x.id, x.payload INTO signal_id, signal FROM roost.saga_signal x
                WHERE x.tenant_id = s.tenant_id AND x.saga = s.name AND x.key = s.key AND x.name = waits_for_ AND x.used_at IS NULL AND x.id IS DISTINCT FROM used_
                ORDER BY x.seq LIMIT 1;
                IF FOUND THEN
                    became := 'signalled';
                    fate_ := 0;
                END IF;
            END IF;
            -- A suspect that has got one step further is none: it must not keep the others of its process waiting for all that is left of it.
            IF fate_ = 0 AND mine.crashes > 0 THEN
                became := 'handed on';
                fate_ := 1;
            END IF;
            fate_ := CASE fate_ WHEN 6 THEN 0 ELSE fate_ END;
            next_ := CASE fate_ WHEN 2 THEN now_ + after_ WHEN 3 THEN coalesce(now_ + after_, never) WHEN 5 THEN never ELSE now_ END;

            IF used_ IS NOT NULL THEN
                UPDATE roost.saga_signal x SET used_at = now_, is_new = false
                WHERE x.tenant_id = s.tenant_id AND x.saga = s.name AND x.key = s.key AND x.id = used_;
            END IF;
            IF step_ IS NOT NULL THEN
                INSERT INTO roost.saga_history (saga_id, tenant_id, attempt, is_undo, step, outcome, error)
                VALUES (id_, s.tenant_id, attempt_, is_undo_, step_, outcome_, told_);
            END IF;

            IF fate_ = 4 THEN
                DELETE FROM roost.saga g WHERE g.id = id_;
                INSERT INTO roost.saga_done (created_at, id, tenant_id, version, status, name, key, error, progress)
                VALUES (s.created_at, id_, s.tenant_id, s.version, status_, s.name, s.key, error_, progress_);
                -- What nobody has used is not for the next who gets the key.
                UPDATE roost.saga_signal x SET used_at = now_, is_new = false
                WHERE x.tenant_id = s.tenant_id AND x.saga = s.name AND x.key = s.key AND x.used_at IS NULL;
                UPDATE roost.saga_key k SET until = now_ + s.keep WHERE k.tenant_id = s.tenant_id AND k.name = s.name AND k.key = s.key AND k.saga_id = id_;
                DELETE FROM roost.job j WHERE j.id = id_;
                INSERT INTO roost.job_done (added_at, id, tenant_id, attempt, queue, kind) VALUES (mine.added_at, id_, mine.tenant_id, mine.attempt, mine.queue, mine.kind);
                PERFORM roost.job_over(mine, false);
                RETURN;
            END IF;

            UPDATE roost.saga g
            SET revision = g.revision + 1, updated_at = now_, status = status_, progress = progress_, state = coalesce(state_, g.state), error = error_,
                waits_for = waits_for_, wake_at = CASE WHEN fate_ = 3 AND after_ IS NOT NULL THEN next_ END, parked_at = CASE WHEN fate_ = 5 THEN now_ END, stuck_at = CASE WHEN fate_ = 5 THEN step_ END
            WHERE g.id = id_;

            IF fate_ = 0 THEN
                -- Its row is left alone where nothing of it has to change, which is nearly always.
                IF mine.attempt > 0 OR mine.timeout_ms <> timeout_ms_ OR mine.deadline_at < now_ + timeout_ms_ * interval '1 ms' THEN
                    UPDATE roost.job j SET attempt = 0, timeout_ms = timeout_ms_, deadline_at = greatest(j.deadline_at, now_ + timeout_ms_ * interval '1 ms') WHERE j.id = id_;
                END IF;
            ELSE
                UPDATE roost.job j
                SET state = CASE WHEN fate_ = 1 THEN 1 ELSE 0 END, run_at = next_, attempt = 0, crashes = 0, worker_id = NULL, deadline_at = NULL, timeout_ms = timeout_ms_
                WHERE j.id = id_;
                IF mine.limited AND fate_ <> 1 THEN
                    INSERT INTO roost.job_admission (kind, tenant_id, key) VALUES (mine.kind, mine.tenant_id, mine.key);
                END IF;
                wakes := CASE WHEN fate_ = 1 THEN mine.queue END;
            END IF;
        END
        $function$;

        """;

    private const string Arguments =
        """
        id_ uuid, lease_ int, revision_ int, status_ smallint, progress_ jsonb, state_ bytea, used_ uuid, waits_for_ text, fate_ smallint, after_ interval,
            timeout_ms_ int, heeds_cancel_ boolean, if_unwanted_ jsonb, error_ text, step_ text, is_undo_ boolean, attempt_ int, outcome_ text, told_ text
        """;

    private const string Values =
        "id_, lease_, revision_, status_, progress_, state_, used_, waits_for_, fate_, after_, timeout_ms_, heeds_cancel_, if_unwanted_, error_, step_, is_undo_, attempt_, outcome_, told_";

    // Lazy: of what merely goes forward. What a crash of the server forgets of it is done again, under its key.
    private const string Record =
        $"""
        CREATE FUNCTION roost.saga_record(is_lazy_ boolean, worker_ uuid, {Arguments}, OUT became text, OUT signal_id uuid, OUT signal bytea, OUT wakes text)
        LANGUAGE plpgsql AS $function$
        BEGIN
            IF is_lazy_ THEN
                PERFORM set_config('synchronous_commit', 'off', true);
            END IF;
            SELECT n.* INTO became, signal_id, signal, wakes FROM roost.saga_note(worker_, NULL, {Values}) n;
        END
        $function$;

        -- In the transaction of the step that wrote, right before its commit.
        CREATE FUNCTION roost.saga_record_own(worker_ uuid, {Arguments}, OUT became text, OUT signal_id uuid, OUT signal bytea, OUT wakes text)
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
        BEGIN
            PERFORM set_config('idle_in_transaction_session_timeout', '10s', true);
            SELECT n.* INTO became, signal_id, signal, wakes FROM roost.saga_note(worker_, roost.job_tenant(), {Values}) n;
        END
        $function$;

        """;
}
