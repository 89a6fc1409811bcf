namespace Roost.Messaging.Schema;

/// <summary>How jobs of kinds with limits become ready, as the system role.</summary>
internal static class AdmissionFunctions
{
    public const string Create = Set + Kind + All;

    // A worker says what its image declares. Where that has changed, all that is held is looked at once more.
    private const string Set =
        """
        CREATE FUNCTION roost.job_limit_set(kind_ text, priority_ smallint, in_order_ boolean, max_running_ int, max_per_tenant_ int, max_per_key_ int, rate_count_ int, rate_period_ interval, rate_scope_ smallint)
        RETURNS void LANGUAGE plpgsql SET enable_seqscan = off AS $function$
        BEGIN
            IF EXISTS (
                SELECT FROM roost.job_limit l
                WHERE l.kind = kind_ AND (l.in_order, l.rate_scope) = (in_order_, rate_scope_)
                    AND (l.max_running, l.max_per_tenant, l.max_per_key, l.rate_count, l.rate_period)
                        IS NOT DISTINCT FROM (max_running_, max_per_tenant_, max_per_key_, rate_count_, rate_period_))
            THEN
                RETURN;
            END IF;
            INSERT INTO roost.job_limit VALUES (kind_, in_order_, max_running_, max_per_tenant_, max_per_key_, rate_count_, rate_period_, rate_scope_)
            ON CONFLICT (kind) DO UPDATE SET in_order = excluded.in_order, max_running = excluded.max_running, max_per_tenant = excluded.max_per_tenant,
                max_per_key = excluded.max_per_key, rate_count = excluded.rate_count, rate_period = excluded.rate_period, rate_scope = excluded.rate_scope;
            IF in_order_ THEN
                UPDATE roost.job j SET priority = priority_ WHERE j.kind = kind_ AND j.state = 3 AND j.priority <> priority_;
            END IF;
            INSERT INTO roost.job_admission (kind, tenant_id, key) SELECT DISTINCT j.kind, j.tenant_id, j.key FROM roost.job j WHERE j.kind = kind_ AND j.state = 3;
        END
        $function$;

        -- Of these kinds no limit is declared any more.
        CREATE FUNCTION roost.job_limit_clear(kinds_ text[])
        RETURNS void LANGUAGE plpgsql SET enable_seqscan = off AS $function$
        BEGIN
            WITH cleared AS (
                DELETE FROM roost.job_limit l WHERE l.kind = ANY (kinds_) RETURNING l.kind)
            INSERT INTO roost.job_admission (kind, tenant_id, key) SELECT DISTINCT j.kind, j.tenant_id, j.key FROM cleared c JOIN roost.job j ON j.kind = c.kind AND j.state = 3;
        END
        $function$;

        CREATE FUNCTION roost.job_queue_set(queue_ text, max_running_ int, rate_count_ int, rate_period_ interval)
        RETURNS void LANGUAGE sql AS $function$
            INSERT INTO roost.job_queue AS q (queue, max_running, rate_count, rate_period) VALUES (queue_, max_running_, rate_count_, rate_period_)
            ON CONFLICT (queue) DO UPDATE SET max_running = excluded.max_running, rate_count = excluded.rate_count, rate_period = excluded.rate_period
            WHERE (q.max_running, q.rate_count, q.rate_period) IS DISTINCT FROM (excluded.max_running, excluded.rate_count, excluded.rate_period)
        $function$;

        """;

    // The limit's row is locked in a statement of its own, before anything is counted. Places are counted from the jobs that have them, so that nothing can
    // drift. Whoever has been looked at and cannot go for the sake of its own key is forgotten: the one who is in its way says so when it is over.
    // Whoever waits for its tenant's, the kind's or the rate's sake is put at the end again, so that tenants take turns.
    private const string Kind =
        """
        CREATE FUNCTION roost.job_admit_kind(kind_ text, most_ int)
        RETURNS TABLE (job_queue text, admitted int, next_in interval) LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $function$
        DECLARE
            l roost.job_limit;
            now_ timestamptz;
            asked record;
            first_ bigint;
            tenants_ int;
            free_kind int := most_;
            free_key int;
            free_here int;
            rate_tenant uuid;
            rate_key text;
            rate_ends timestamptz;
            n int;
            queue_ text;
        BEGIN
            SELECT * INTO l FROM roost.job_limit x WHERE x.kind = kind_ FOR UPDATE;
            now_ := clock_timestamp();
            IF l.max_running IS NOT NULL THEN
                free_kind := least(most_, l.max_running - (SELECT count(*) FROM roost.job j WHERE j.kind = kind_ AND j.limited AND j.state IN (1, 2, 5)));
            END IF;
            IF l.rate_count IS NOT NULL AND l.rate_scope = 0 THEN
                SELECT r.ends_at, l.rate_count - r.used INTO rate_ends, n FROM roost.job_rate r
                WHERE r.kind = kind_ AND r.tenant_id = '00000000-0000-0000-0000-000000000000' AND r.key = '' AND r.ends_at > now_;
                IF FOUND AND n <= 0 THEN
                    RETURN QUERY SELECT NULL::text, 0, rate_ends - now_;
                    RETURN;
                END IF;
            END IF;
            IF free_kind <= 0 THEN
                RETURN;
            END IF;
            SELECT count(*) INTO tenants_ FROM (
                WITH RECURSIVE tenants AS (
                    (SELECT a.tenant_id FROM roost.job_admission a WHERE a.kind = kind_ ORDER BY a.tenant_id LIMIT 1)
                    UNION ALL
                    SELECT (SELECT a.tenant_id FROM roost.job_admission a WHERE a.kind = kind_ AND a.tenant_id > t.tenant_id ORDER BY a.tenant_id LIMIT 1)
                    FROM tenants t WHERE t.tenant_id IS NOT NULL)
                SELECT FROM tenants WHERE tenant_id IS NOT NULL LIMIT 1000) t;
            FOR asked IN
                WITH RECURSIVE tenants AS (
                    (SELECT a.tenant_id FROM roost.job_admission a WHERE a.kind = kind_ ORDER BY a.tenant_id LIMIT 1)
                    UNION ALL
                    SELECT (SELECT a.tenant_id FROM roost.job_admission a WHERE a.kind = kind_ AND a.tenant_id > t.tenant_id ORDER BY a.tenant_id LIMIT 1)
                    FROM tenants t WHERE t.tenant_id IS NOT NULL),
                picked AS MATERIALIZED (
                    SELECT p.id FROM tenants t CROSS JOIN LATERAL (
                        SELECT a.id FROM roost.job_admission a WHERE a.kind = kind_ AND a.tenant_id = t.tenant_id ORDER BY a.id LIMIT greatest(most_ / greatest(tenants_, 1), 10)) p
                    WHERE t.tenant_id IS NOT NULL),
                taken AS (
                    DELETE FROM roost.job_admission a USING picked p WHERE a.id = p.id RETURNING a.id, a.tenant_id, a.key)
                SELECT t.tenant_id, t.key, min(t.id) AS since FROM taken t GROUP BY t.tenant_id, t.key ORDER BY since
            LOOP
                SELECT j.seq INTO first_ FROM roost.job j WHERE j.kind = kind_ AND j.tenant_id = asked.tenant_id AND j.key = asked.key AND j.state = 3 ORDER BY j.kind, j.tenant_id, j.key, j.priority, j.seq LIMIT 1;
                CONTINUE WHEN NOT FOUND;
                IF l.in_order THEN
                    CONTINUE WHEN
                        EXISTS (SELECT FROM roost.job j WHERE j.kind = kind_ AND j.tenant_id = asked.tenant_id AND j.key = asked.key AND j.limited AND j.state IN (1, 2, 5))
                        OR EXISTS (SELECT FROM roost.job j WHERE j.kind = kind_ AND j.tenant_id = asked.tenant_id AND j.key = asked.key AND j.limited AND j.state IN (0, 4) AND j.seq < first_)
                        OR EXISTS (SELECT FROM roost.job_dead d WHERE d.kind = kind_ AND d.tenant_id = asked.tenant_id AND d.key = asked.key AND d.limited AND d.seq < first_);
                    free_key := 1;
                ELSIF l.max_per_key IS NOT NULL THEN
                    free_key := l.max_per_key - (
                        SELECT count(*) FROM roost.job j WHERE j.kind = kind_ AND j.tenant_id = asked.tenant_id AND j.key = asked.key AND j.limited AND j.state IN (1, 2, 5));
                    CONTINUE WHEN free_key <= 0;
                ELSE
                    free_key := most_;
                END IF;
                free_here := least(free_key, free_kind);
                IF l.max_running IS NOT NULL THEN
                    free_here := least(free_here, greatest(1, l.max_running / greatest(tenants_, 1)));
                END IF;
                IF l.max_per_tenant IS NOT NULL THEN
                    free_here := least(free_here, l.max_per_tenant - (
                        SELECT count(*) FROM roost.job j WHERE j.kind = kind_ AND j.tenant_id = asked.tenant_id AND j.limited AND j.state IN (1, 2, 5)));
                END IF;
                IF l.rate_count IS NOT NULL THEN
                    rate_tenant := CASE WHEN l.rate_scope > 0 THEN asked.tenant_id ELSE '00000000-0000-0000-0000-000000000000' END;
                    rate_key := CASE WHEN l.rate_scope > 1 THEN asked.key ELSE '' END;
                    SELECT r.ends_at, l.rate_count - r.used INTO rate_ends, n FROM roost.job_rate r WHERE r.kind = kind_ AND r.tenant_id = rate_tenant AND r.key = rate_key AND r.ends_at > now_;
                    free_here := least(free_here, CASE WHEN FOUND THEN n ELSE l.rate_count END);
                    IF FOUND AND n <= 0 THEN
                        RETURN QUERY SELECT NULL::text, 0, rate_ends - now_;
                    END IF;
                END IF;
                n := 0;
                IF free_here > 0 THEN
                    WITH next AS MATERIALIZED (
                        SELECT j.id FROM roost.job j WHERE j.kind = kind_ AND j.tenant_id = asked.tenant_id AND j.key = asked.key AND j.state = 3
                        ORDER BY j.priority, j.seq LIMIT free_here FOR UPDATE),
                    up AS (
                        UPDATE roost.job j SET state = 1, run_at = now_ FROM next x WHERE j.id = x.id AND j.state = 3 RETURNING j.queue)
                    SELECT count(*), min(u.queue) INTO n, queue_ FROM up u;
                    IF n > 0 THEN
                        free_kind := free_kind - n;
                        RETURN QUERY SELECT queue_, n, NULL::interval;
                        IF l.rate_count IS NOT NULL THEN
                            INSERT INTO roost.job_rate AS r (kind, tenant_id, key, ends_at, used) VALUES (kind_, rate_tenant, rate_key, now_ + l.rate_period, n)
                            ON CONFLICT (kind, tenant_id, key) DO UPDATE SET
                                ends_at = CASE WHEN r.ends_at <= now_ THEN excluded.ends_at ELSE r.ends_at END, used = n + CASE WHEN r.ends_at <= now_ THEN 0 ELSE r.used END;
                        END IF;
                    END IF;
                END IF;
                IF (n < free_key OR free_key = most_)
                    AND EXISTS (SELECT FROM roost.job j WHERE j.kind = kind_ AND j.tenant_id = asked.tenant_id AND j.key = asked.key AND j.state = 3)
                THEN
                    INSERT INTO roost.job_admission (kind, tenant_id, key) VALUES (kind_, asked.tenant_id, asked.key);
                END IF;
            END LOOP;
        END
        $function$;

        """;

    // Kinds in one order, so that two who admit at once wait for each other in one direction only.
    private const string All =
        """
        CREATE FUNCTION roost.job_admit(most_ int)
        RETURNS TABLE (job_queue text, admitted int, next_in interval) LANGUAGE plpgsql SET enable_seqscan = off AS $function$
        DECLARE
            kind_ text := '';
        BEGIN
            LOOP
                SELECT a.kind INTO kind_ FROM roost.job_admission a WHERE a.kind > kind_ ORDER BY a.kind LIMIT 1;
                EXIT WHEN NOT FOUND;
                RETURN QUERY SELECT * FROM roost.job_admit_kind(kind_, most_);
            END LOOP;
        END
        $function$;

        """;
}
