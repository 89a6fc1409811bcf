namespace Roost.Messaging.Schema;

/// <summary>How jobs of kinds with limits become ready, as the system role.</summary>
internal static class AdmissionFunctions
{
    public const string Create = Set + Rates + Tenants + Kind + All;

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

    private const string Rates =
        """
        CREATE FUNCTION roost.job_rate_left(l roost.job_limit, tenant_ uuid, key_ text)
        RETURNS int LANGUAGE sql STABLE AS $function$
            SELECT l.rate_count - coalesce(
                (SELECT r.used FROM roost.job_rate r WHERE r.kind = l.kind AND r.tenant_id = tenant_ AND r.key = key_ AND r.ends_at > clock_timestamp()), 0)
        $function$;

        CREATE FUNCTION roost.job_rate_used(l roost.job_limit, tenant_ uuid, key_ text, n_ int)
        RETURNS void LANGUAGE sql AS $function$
            INSERT INTO roost.job_rate AS r (kind, tenant_id, key, ends_at, used)
            SELECT l.kind, tenant_, key_, clock_timestamp() + l.rate_period, n_ WHERE l.rate_count IS NOT NULL
            ON CONFLICT (kind, tenant_id, key) DO UPDATE SET
                used = n_ + CASE WHEN r.ends_at > clock_timestamp() THEN r.used ELSE 0 END, ends_at = CASE WHEN r.ends_at > clock_timestamp() THEN r.ends_at ELSE excluded.ends_at END
        $function$;

        """;

    // Tenants that have something to look at, from one on, and what one of them may have at this moment.
    private const string Tenants =
        """
        CREATE FUNCTION roost.job_admission_tenants(kind_ text, from_ uuid, below_ uuid, most_ int)
        RETURNS SETOF uuid LANGUAGE sql STABLE SET enable_seqscan = off AS $function$
            WITH RECURSIVE tenants AS (
                (SELECT a.tenant_id, 1 AS n FROM roost.job_admission a WHERE a.kind = kind_ AND a.tenant_id >= from_ ORDER BY a.kind, a.tenant_id LIMIT 1)
                UNION ALL
                SELECT x.tenant_id, t.n + 1 FROM tenants t CROSS JOIN LATERAL (
                    SELECT a.tenant_id FROM roost.job_admission a WHERE a.kind = kind_ AND a.tenant_id > t.tenant_id ORDER BY a.kind, a.tenant_id LIMIT 1) x
                WHERE t.n < most_)
            SELECT t.tenant_id FROM tenants t WHERE below_ IS NULL OR t.tenant_id < below_
        $function$;

        CREATE FUNCTION roost.job_tenant_room(l roost.job_limit, tenant_ uuid, most_ int)
        RETURNS int LANGUAGE sql STABLE SET enable_seqscan = off AS $function$
            SELECT greatest(0, least(
                most_,
                l.max_per_tenant - (SELECT count(*) FROM roost.job j WHERE l.max_per_tenant IS NOT NULL AND j.kind = l.kind AND j.tenant_id = tenant_ AND j.limited AND j.state IN (1, 2, 5)),
                CASE WHEN l.rate_scope = 1 THEN roost.job_rate_left(l, tenant_, '') END))::int
        $function$;

        """;

    // The limit's row is locked in a statement of its own, before anything is counted. Places are counted from the jobs that have them, so that nothing can
    // drift. Of each tenant no more is looked at than may go. What cannot go for the sake of its own key is forgotten: the one in its way says so when it is
    // over. What waits for its tenant's, the kind's or the rate's sake is put at the end again, and tenants begin at one by chance, so that all have their turn.
    private const string Kind =
        """
        CREATE FUNCTION roost.job_admit_kind(kind_ text, most_ int)
        RETURNS TABLE (job_queue text, admitted int, next_in interval) LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $function$
        DECLARE
            l roost.job_limit;
            asked record;
            nobody CONSTANT uuid := '00000000-0000-0000-0000-000000000000';
            start_ uuid := gen_random_uuid();
            tenants_ uuid[];
            free_kind int := most_;
            free_key int;
            free_here int;
            share int;
            first_ bigint;
            is_left boolean;
            settled int := 0;
            n int;
            queue_ text;
        BEGIN
            SELECT * INTO l FROM roost.job_limit x WHERE x.kind = kind_ FOR UPDATE;
            free_kind := least(
                most_,
                l.max_running - CASE WHEN l.max_running IS NULL THEN 0 ELSE (SELECT count(*) FROM roost.job j WHERE j.kind = kind_ AND j.limited AND j.state IN (1, 2, 5)) END,
                CASE WHEN l.rate_scope = 0 THEN roost.job_rate_left(l, nobody, '') END);
            IF free_kind > 0 THEN
                tenants_ := ARRAY (SELECT roost.job_admission_tenants(kind_, start_, NULL, 200));
                IF cardinality(tenants_) < 200 THEN
                    tenants_ := tenants_ || ARRAY (SELECT roost.job_admission_tenants(kind_, nobody, start_, 200 - cardinality(tenants_)));
                END IF;
                share := greatest(1, free_kind / greatest(cardinality(tenants_), 1));
                FOR asked IN
                    WITH picked AS MATERIALIZED (
                        SELECT p.id FROM unnest(tenants_) t CROSS JOIN LATERAL (
                            SELECT a.id FROM roost.job_admission a WHERE a.kind = kind_ AND a.tenant_id = t ORDER BY a.kind, a.tenant_id, a.id LIMIT roost.job_tenant_room(l, t, share)) p
                        LIMIT free_kind),
                    taken AS (
                        DELETE FROM roost.job_admission a USING picked p WHERE a.id = p.id RETURNING a.id, a.tenant_id, a.key)
                    SELECT t.tenant_id, t.key, min(t.id) AS since FROM taken t GROUP BY t.tenant_id, t.key ORDER BY since
                LOOP
                    SELECT j.seq INTO first_ FROM roost.job j
                    WHERE j.kind = kind_ AND j.tenant_id = asked.tenant_id AND j.key = asked.key AND j.state = 3 ORDER BY j.kind, j.tenant_id, j.key, j.priority, j.seq LIMIT 1;
                    IF NOT FOUND THEN
                        settled := settled + 1;
                        CONTINUE;
                    END IF;
                    free_key := most_;
                    IF l.in_order THEN
                        free_key := CASE WHEN
                            EXISTS (SELECT FROM roost.job j WHERE j.kind = kind_ AND j.tenant_id = asked.tenant_id AND j.key = asked.key AND j.limited AND j.state IN (1, 2, 5))
                            OR EXISTS (SELECT FROM roost.job j WHERE j.kind = kind_ AND j.tenant_id = asked.tenant_id AND j.key = asked.key AND j.limited AND j.state IN (0, 4) AND j.seq < first_)
                            OR EXISTS (SELECT FROM roost.job_dead d WHERE d.kind = kind_ AND d.tenant_id = asked.tenant_id AND d.key = asked.key AND d.limited AND d.seq < first_)
                            THEN 0 ELSE 1 END;
                    ELSIF l.max_per_key IS NOT NULL THEN
                        free_key := l.max_per_key - (
                            SELECT count(*) FROM roost.job j WHERE j.kind = kind_ AND j.tenant_id = asked.tenant_id AND j.key = asked.key AND j.limited AND j.state IN (1, 2, 5));
                    END IF;
                    IF free_key <= 0 THEN
                        settled := settled + 1;
                        CONTINUE;
                    END IF;
                    free_here := least(free_key, free_kind, CASE WHEN l.max_running IS NOT NULL OR l.rate_scope = 0 AND l.rate_count IS NOT NULL THEN share END,
                        roost.job_tenant_room(l, asked.tenant_id, most_), CASE WHEN l.rate_scope = 2 THEN roost.job_rate_left(l, asked.tenant_id, asked.key) END);
                    n := 0;
                    IF free_here > 0 THEN
                        WITH next AS MATERIALIZED (
                            SELECT j.id FROM roost.job j WHERE j.kind = kind_ AND j.tenant_id = asked.tenant_id AND j.key = asked.key AND j.state = 3
                            ORDER BY j.kind, j.tenant_id, j.key, j.priority, j.seq LIMIT free_here FOR UPDATE),
                        up AS (
                            UPDATE roost.job j SET state = 1, run_at = clock_timestamp() FROM next x WHERE j.id = x.id AND j.state = 3 RETURNING j.queue)
                        SELECT count(*), min(u.queue) INTO n, queue_ FROM up u;
                    END IF;
                    IF n > 0 THEN
                        free_kind := free_kind - n;
                        PERFORM roost.job_rate_used(l, CASE WHEN l.rate_scope > 0 THEN asked.tenant_id ELSE nobody END, CASE WHEN l.rate_scope > 1 THEN asked.key ELSE '' END, n);
                        RETURN QUERY SELECT queue_, n, NULL::interval;
                    END IF;
                    SELECT EXISTS (SELECT FROM roost.job j WHERE j.kind = kind_ AND j.tenant_id = asked.tenant_id AND j.key = asked.key AND j.state = 3) INTO is_left;
                    IF is_left AND (n < free_key OR free_key = most_) THEN
                        INSERT INTO roost.job_admission (kind, tenant_id, key) VALUES (kind_, asked.tenant_id, asked.key);
                    ELSE
                        settled := settled + 1;
                    END IF;
                END LOOP;
            END IF;
            IF settled > 0 THEN
                -- Others may stand behind what has been settled.
                RETURN QUERY SELECT NULL::text, 0, interval '0';
            ELSIF l.rate_count IS NOT NULL AND EXISTS (SELECT FROM roost.job_admission a WHERE a.kind = kind_) THEN
                RETURN QUERY SELECT NULL::text, 0, min(r.ends_at) - clock_timestamp() FROM roost.job_rate r WHERE r.kind = kind_ AND r.ends_at > clock_timestamp() HAVING min(r.ends_at) IS NOT NULL;
            END IF;
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
