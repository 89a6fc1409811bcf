namespace Roost.Messaging.Schema;

/// <summary>How jobs of kinds with limits become ready, as the system role.</summary>
internal static class AdmissionFunctions
{
    public const string Create = Set + Rates + Tenants + Kind + All;

    // A migration says what the image declares, and takes away what it does not any more. A worker only says what nobody has said yet, because an older one that
    // starts anew must not take away what a newer one has; and it applies what is new to the jobs that are there, of which the owner sees no tenant's.
    private const string Set =
        """
        CREATE FUNCTION roost.job_limit_set(kind_ text, in_order_ boolean, max_running_ int, max_per_tenant_ int, max_per_key_ int, rate_count_ int, rate_period_ interval, rate_scope_ smallint)
        RETURNS void LANGUAGE sql AS $function$
            INSERT INTO roost.job_limit AS l VALUES (kind_, in_order_, max_running_, max_per_tenant_, max_per_key_, rate_count_, rate_period_, rate_scope_)
            ON CONFLICT (kind) DO UPDATE SET in_order = excluded.in_order, max_running = excluded.max_running, max_per_tenant = excluded.max_per_tenant,
                max_per_key = excluded.max_per_key, rate_count = excluded.rate_count, rate_period = excluded.rate_period, rate_scope = excluded.rate_scope, is_new = true
            WHERE (l.in_order, l.rate_scope, l.max_running, l.max_per_tenant, l.max_per_key, l.rate_count, l.rate_period)
                IS DISTINCT FROM (excluded.in_order, excluded.rate_scope, excluded.max_running, excluded.max_per_tenant, excluded.max_per_key, excluded.rate_count, excluded.rate_period)
        $function$;

        -- Of these kinds no limit is declared any more.
        CREATE FUNCTION roost.job_limit_clear(kinds_ text[])
        RETURNS void LANGUAGE sql AS $function$
            SELECT roost.job_limit_set(l.kind, false, NULL, NULL, NULL, NULL, NULL, 0::smallint) FROM roost.job_limit l WHERE l.kind = ANY (kinds_)
        $function$;

        CREATE FUNCTION roost.job_limit_enter(kind_ text, in_order_ boolean, max_running_ int, max_per_tenant_ int, max_per_key_ int, rate_count_ int, rate_period_ interval, rate_scope_ smallint)
        RETURNS void LANGUAGE sql AS $function$
            INSERT INTO roost.job_limit VALUES (kind_, in_order_, max_running_, max_per_tenant_, max_per_key_, rate_count_, rate_period_, rate_scope_) ON CONFLICT (kind) DO NOTHING
        $function$;

        -- Jobs from before a limit count as well: so many of all jobs are looked at, from one on. Says which was the last, and how many somebody had locked.
        CREATE FUNCTION roost.job_limit_mark(kinds_ text[], after_ uuid, most_ int, OUT last uuid, OUT busy bigint)
        LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $function$
        BEGIN
            WITH part AS MATERIALIZED (
                SELECT j.id, j.kind = ANY (kinds_) AND NOT j.limited AS is_meant FROM roost.job j WHERE j.id > after_ ORDER BY j.id LIMIT most_),
            mine AS MATERIALIZED (
                SELECT m.id FROM part p CROSS JOIN LATERAL (SELECT j.id FROM roost.job j WHERE j.id = p.id FOR UPDATE SKIP LOCKED) m WHERE p.is_meant),
            marked AS (
                UPDATE roost.job j SET limited = true FROM mine m WHERE j.id = m.id)
            SELECT (SELECT p.id FROM part p ORDER BY p.id DESC LIMIT 1), (SELECT count(*) FROM part p WHERE p.is_meant) - (SELECT count(*) FROM mine)
            INTO last, busy;
        END
        $function$;

        -- All are marked. What is held is looked at once more.
        CREATE FUNCTION roost.job_limit_marked(kinds_ text[])
        RETURNS void LANGUAGE plpgsql SET enable_seqscan = off AS $function$
        DECLARE
            said_ text[];
        BEGIN
            WITH said AS (
                UPDATE roost.job_limit l SET is_new = false WHERE l.kind = ANY (kinds_) AND l.is_new RETURNING l.kind)
            SELECT array_agg(s.kind) INTO said_ FROM said s;
            UPDATE roost.job_dead d SET limited = true WHERE d.kind = ANY (said_) AND NOT d.limited;
            INSERT INTO roost.job_admission (kind, tenant_id, key) SELECT DISTINCT j.kind, j.tenant_id, j.key FROM roost.job j WHERE j.kind = ANY (said_) AND j.state = 3;
        END
        $function$;

        CREATE FUNCTION roost.job_queue_set(queue_ text, max_running_ int, rate_count_ int, rate_period_ interval)
        RETURNS void LANGUAGE sql AS $function$
            INSERT INTO roost.job_queue AS q (queue, max_running, rate_count, rate_period) VALUES (queue_, max_running_, rate_count_, rate_period_)
            ON CONFLICT (queue) DO UPDATE SET max_running = excluded.max_running, rate_count = excluded.rate_count, rate_period = excluded.rate_period
            WHERE (q.max_running, q.rate_count, q.rate_period) IS DISTINCT FROM (excluded.max_running, excluded.rate_count, excluded.rate_period)
        $function$;

        CREATE FUNCTION roost.job_queue_enter(queue_ text, max_running_ int, rate_count_ int, rate_period_ interval)
        RETURNS void LANGUAGE sql AS $function$
            INSERT INTO roost.job_queue (queue, max_running, rate_count, rate_period) VALUES (queue_, max_running_, rate_count_, rate_period_) ON CONFLICT (queue) DO NOTHING
        $function$;

        -- A queue that is none of these has no limits any more; whether it is paused is not the image's to say.
        CREATE FUNCTION roost.job_queue_clear(but_ text[])
        RETURNS void LANGUAGE sql AS $function$
            UPDATE roost.job_queue q SET max_running = NULL, rate_count = NULL, rate_period = NULL WHERE NOT q.queue = ANY (but_) AND (q.max_running IS NOT NULL OR q.rate_count IS NOT NULL)
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
    // drift. A key is looked at once, whatever number of notes there are of it. What cannot go for the sake of its own key is forgotten: the one in its way says
    // so when it is over. What waits for its tenant's, the kind's or the rate's sake, or is locked by somebody at this moment, is noted anew, behind the others; and
    // tenants begin at one by chance, so that all have their turn.
    private const string Kind =
        """
        CREATE FUNCTION roost.job_admit_kind(kind_ text, most_ int)
        RETURNS TABLE (job_queue text, admitted int, next_in interval) LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $function$
        DECLARE
            l roost.job_limit;
            nobody CONSTANT uuid := '00000000-0000-0000-0000-000000000000';
            start_ uuid := gen_random_uuid();
            tenants_ uuid[];
            tenant_ uuid;
            key_ text;
            head_id uuid;
            head_seq bigint;
            head_parent uuid;
            free_kind int;
            free_tenant int;
            free_key int;
            free_here int;
            share int;
            reads int;
            settled int := 0;
            n int;
            queue_ text;
        BEGIN
            SELECT * INTO l FROM roost.job_limit x WHERE x.kind = kind_ FOR UPDATE;
            free_kind := least(
                most_,
                l.max_running - CASE WHEN l.max_running IS NULL THEN 0 ELSE (SELECT count(*) FROM roost.job j WHERE j.kind = kind_ AND j.limited AND j.state IN (1, 2, 5)) END,
                CASE WHEN l.rate_scope = 0 THEN roost.job_rate_left(l, nobody, '') END);
            tenants_ := CASE WHEN free_kind > 0 THEN ARRAY (SELECT roost.job_admission_tenants(kind_, start_, NULL, 200)) ELSE '{}' END;
            IF free_kind > 0 AND cardinality(tenants_) < 200 THEN
                tenants_ := tenants_ || ARRAY (SELECT roost.job_admission_tenants(kind_, nobody, start_, 200 - cardinality(tenants_)));
            END IF;
            share := greatest(1, free_kind / greatest(cardinality(tenants_), 1));
            reads := greatest(10, most_ / greatest(cardinality(tenants_), 1));
            FOREACH tenant_ IN ARRAY tenants_ LOOP
                EXIT WHEN free_kind <= 0;
                free_tenant := least(free_kind, roost.job_tenant_room(l, tenant_, most_), CASE WHEN l.max_running IS NOT NULL OR l.rate_scope = 0 AND l.rate_count IS NOT NULL THEN share END);
                CONTINUE WHEN free_tenant <= 0;
                FOR key_ IN
                    SELECT a.key FROM (SELECT x.key, x.id FROM roost.job_admission x WHERE x.kind = kind_ AND x.tenant_id = tenant_ ORDER BY x.kind, x.tenant_id, x.id LIMIT reads) a
                    GROUP BY a.key ORDER BY min(a.id)
                LOOP
                    EXIT WHEN free_tenant <= 0;
                    DELETE FROM roost.job_admission a WHERE a.kind = kind_ AND a.tenant_id = tenant_ AND a.key = key_;
                    free_key := most_;
                    IF l.in_order THEN
                        SELECT j.id, j.seq, j.parent_id INTO head_id, head_seq, head_parent FROM roost.job j
                        WHERE j.kind = kind_ AND j.tenant_id = tenant_ AND j.key = key_ AND j.state = 3 ORDER BY j.kind, j.tenant_id, j.key, j.seq LIMIT 1;
                        free_key := CASE WHEN NOT FOUND
                            OR EXISTS (SELECT FROM roost.job j WHERE j.kind = kind_ AND j.tenant_id = tenant_ AND j.key = key_ AND j.limited AND j.state IN (1, 2, 5))
                            OR EXISTS (
                                -- Among those that are held, too: one may have begun to wait for its place since the head was looked for.
                                SELECT FROM roost.job j WHERE j.kind = kind_ AND j.tenant_id = tenant_ AND j.key = key_ AND j.limited AND j.state IN (0, 3, 4) AND j.seq < head_seq
                                    -- A parent waits for its child, which cannot wait for it.
                                    AND j.id IS DISTINCT FROM head_parent)
                            OR EXISTS (SELECT FROM roost.job_dead d WHERE d.kind = kind_ AND d.tenant_id = tenant_ AND d.key = key_ AND d.limited AND d.seq < head_seq)
                            THEN 0 ELSE 1 END;
                    ELSIF l.max_per_key IS NOT NULL THEN
                        free_key := l.max_per_key - (SELECT count(*) FROM roost.job j WHERE j.kind = kind_ AND j.tenant_id = tenant_ AND j.key = key_ AND j.limited AND j.state IN (1, 2, 5));
                    END IF;
                    free_here := least(free_key, free_tenant, CASE WHEN l.rate_scope = 2 THEN roost.job_rate_left(l, tenant_, key_) END);
                    n := 0;
                    IF free_here > 0 THEN
                        WITH next AS MATERIALIZED (
                            SELECT j.id FROM roost.job j
                            WHERE NOT l.in_order IS TRUE AND j.kind = kind_ AND j.tenant_id = tenant_ AND j.key = key_ AND j.state = 3
                            ORDER BY j.kind, j.tenant_id, j.key, j.priority, j.seq LIMIT free_here FOR UPDATE SKIP LOCKED),
                        first AS MATERIALIZED (
                            -- The head and no other, if it can be had.
                            SELECT j.id FROM roost.job j WHERE l.in_order AND j.id = head_id AND j.state + 0 = 3 FOR UPDATE SKIP LOCKED),
                        up AS (
                            UPDATE roost.job j SET state = 1, run_at = clock_timestamp() FROM (SELECT id FROM next UNION ALL SELECT id FROM first) x WHERE j.id = x.id RETURNING j.queue)
                        SELECT count(*), min(u.queue) INTO n, queue_ FROM up u;
                    END IF;
                    IF n > 0 THEN
                        free_kind := free_kind - n;
                        free_tenant := free_tenant - n;
                        PERFORM roost.job_rate_used(l, CASE WHEN l.rate_scope > 0 THEN tenant_ ELSE nobody END, CASE WHEN l.rate_scope > 1 THEN key_ ELSE '' END, n);
                        RETURN QUERY SELECT queue_, n, NULL::interval;
                    END IF;
                    IF free_key > n AND EXISTS (SELECT FROM roost.job j WHERE j.kind = kind_ AND j.tenant_id = tenant_ AND j.key = key_ AND j.state = 3) THEN
                        INSERT INTO roost.job_admission (kind, tenant_id, key) VALUES (kind_, tenant_, key_);
                    ELSE
                        settled := settled + 1;
                    END IF;
                END LOOP;
            END LOOP;
            IF settled > 0 THEN
                -- Others may stand behind what has been settled.
                RETURN QUERY SELECT NULL::text, 0, interval '0';
            ELSIF l.rate_count IS NOT NULL AND EXISTS (SELECT FROM roost.job_admission a WHERE a.kind = kind_) THEN
                RETURN QUERY SELECT NULL::text, 0, min(r.ends_at) - clock_timestamp() FROM roost.job_rate r WHERE r.kind = kind_ AND r.ends_at > clock_timestamp() HAVING min(r.ends_at) IS NOT NULL;
            END IF;
        END
        $function$;

        """;

    // Each kind is then a transaction of its own, so that one does not wait for another's limit.
    private const string All =
        """
        CREATE FUNCTION roost.job_admission_kinds()
        RETURNS SETOF text LANGUAGE sql STABLE SET enable_seqscan = off AS $function$
            WITH RECURSIVE kinds AS (
                (SELECT a.kind FROM roost.job_admission a ORDER BY a.kind LIMIT 1)
                UNION ALL
                SELECT (SELECT a.kind FROM roost.job_admission a WHERE a.kind > k.kind ORDER BY a.kind LIMIT 1) FROM kinds k WHERE k.kind IS NOT NULL)
            SELECT k.kind FROM kinds k WHERE k.kind IS NOT NULL
        $function$;

        """;
}
