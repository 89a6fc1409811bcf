namespace Roost.Messaging.Sagas.Schema;

/// <summary>What the application role may do with sagas: start, signal, and record a step in the transaction that it wrote in. It runs as the owner, who is bound by row-level security as well.</summary>
internal static class StartFunctions
{
    public const string Create = Start + Signal;

    // Of a key that somebody has, the one who has it is said. The jobs go the usual way, so that limits hold. They have a hundred attempts, because those count
    // what goes wrong with the driving, and never a step.
    private const string Start =
        """
        CREATE FUNCTION roost.saga_start(ids uuid[], names text[], keys text[], versions int[], keeps interval[], queues text[], kinds text[],
            priorities smallint[], timeouts int[], progresses jsonb[], envelope_ bytea, states bytea[], delays interval[])
        RETURNS TABLE (asked uuid, started uuid) LANGUAGE plpgsql SECURITY DEFINER SET search_path = roost, pg_temp SET enable_nestloop = off AS $function$
        DECLARE
            tenant_ uuid := roost.job_tenant();
            now_ timestamptz := clock_timestamp();
            owners uuid[];
        BEGIN
            WITH wanted AS MATERIALIZED (
                SELECT a.* FROM unnest(ids, names, keys) WITH ORDINALITY AS a (id, name, key, n)),
            keyed AS (
                INSERT INTO roost.saga_key AS k (tenant_id, name, key, saga_id, until)
                SELECT tenant_, d.name, d.key, d.id, 'infinity'
                FROM (SELECT DISTINCT ON (name, key) name, key, id FROM wanted ORDER BY name, key, n) d
                ORDER BY d.name COLLATE "C", d.key COLLATE "C"
                ON CONFLICT (tenant_id, name, key) DO UPDATE SET
                    saga_id = CASE WHEN k.until <= now_ THEN excluded.saga_id ELSE k.saga_id END,
                    until = CASE WHEN k.until <= now_ THEN excluded.until ELSE k.until END
                RETURNING k.name, k.key, k.saga_id)
            SELECT array_agg(k.saga_id ORDER BY w.n) INTO owners FROM wanted w JOIN keyed k ON k.name = w.name AND k.key = w.key;

            INSERT INTO roost.saga (id, tenant_id, keep, version, name, key, progress, state)
            SELECT a.id, tenant_, a.keep, a.version, a.name, a.key, a.progress, a.state
            FROM unnest(ids, owners, keeps, versions, names, keys, progresses, states) AS a (id, owner, keep, version, name, key, progress, state)
            WHERE a.owner = a.id;

            PERFORM roost.job_add(
                array_agg(a.id), array_agg(a.queue), array_agg(a.kind), array_agg(a.priority), array_agg(a.delay), array_agg(NULL::timestamptz),
                array_agg(a.timeout_ms), array_agg(100::smallint), array_agg(NULL::text), array_agg(NULL::interval), array_agg(a.key), array_agg(false),
                array_agg(NULL::uuid), array_agg(false), array_agg(envelope_), array_agg('\x'::bytea))
            FROM unnest(ids, owners, queues, kinds, priorities, timeouts, keys, delays) AS a (id, owner, queue, kind, priority, timeout_ms, key, delay)
            WHERE a.owner = a.id HAVING count(*) > 0;

            RETURN QUERY SELECT a.id, a.owner FROM unnest(ids, owners) AS a (id, owner);
        END
        $function$;

        """;

    // '!cancel' is a signal like any other. What a saga that is over is told is late, and is not kept.
    private const string Signal =
        """
        CREATE FUNCTION roost.saga_signal(sagas text[], keys text[], names text[], ids uuid[], payloads bytea[])
        RETURNS TABLE (n bigint, became text) LANGUAGE plpgsql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
        DECLARE
            tenant_ uuid := roost.job_tenant();
            now_ timestamptz := clock_timestamp();
        BEGIN
            RETURN QUERY
            WITH asked AS MATERIALIZED (
                SELECT a.saga, a.key, a.name, a.id, a.payload, a.n, k.until
                FROM unnest(sagas, keys, names, ids, payloads) WITH ORDINALITY AS a (saga, key, name, id, payload, n)
                LEFT JOIN roost.saga_key k ON k.tenant_id = tenant_ AND k.name = a.saga AND k.key = a.key AND k.until > now_),
            put AS (
                INSERT INTO roost.saga_signal AS s (tenant_id, saga, key, name, id, payload)
                SELECT tenant_, a.saga, a.key, a.name, a.id, a.payload FROM asked a WHERE a.until IS NULL OR a.until = 'infinity'
                ORDER BY a.saga COLLATE "C", a.key COLLATE "C", a.name COLLATE "C", a.id
                ON CONFLICT DO NOTHING
                RETURNING s.saga, s.key, s.name, s.id)
            SELECT a.n, CASE WHEN a.until < 'infinity' THEN 'late' WHEN p.id IS NULL THEN 'again' WHEN a.until IS NULL THEN 'early' ELSE 'sent' END
            FROM asked a LEFT JOIN put p ON p.saga = a.saga AND p.key = a.key AND p.name = a.name AND p.id = a.id;
        END
        $function$;

        """;
}
