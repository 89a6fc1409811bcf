namespace Roost.Messaging.Schema;

/// <summary>What hosts of the version before this one call while an upgrade rolls on. They go with the next release.</summary>
internal static class FormerFunctions
{
    public const string Create =
        $"""
        CREATE FUNCTION roost.job_add(ids uuid[], queues text[], kinds text[], priorities smallint[], delays interval[], ats timestamptz[],
            timeouts int[], attempts smallint[], unique_keys text[], windows interval[], envelopes bytea[], payloads bytea[])
        RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
            SELECT roost.job_add(ids, queues, kinds, priorities, delays, ats, timeouts, attempts, unique_keys, windows, array_fill(''::text, ARRAY [cardinality(ids)]), array_fill(false, ARRAY [cardinality(ids)]),
                array_fill(NULL::uuid, ARRAY [cardinality(ids)]), array_fill(false, ARRAY [cardinality(ids)]), envelopes, payloads)
        $function$;

        CREATE FUNCTION roost.job_complete(id_ uuid, lease_ int, worker_ uuid)
        RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$ SELECT roost.job_complete(id_, lease_, worker_, NULL) $function$;

        CREATE FUNCTION roost.job_claim(worker_ uuid, queue_ text, priorities_ smallint[], tenants_ uuid[], kinds_ text[], floors_ timestamptz[], quotas_ int[])
        RETURNS TABLE ({ClaimFunctions.FormerColumns}) LANGUAGE sql AS $function$
            SELECT c.job_id, c.job_lease, c.job_kind, c.job_tenant, c.job_priority, c.job_run_at, c.job_attempt, c.job_max_attempts, c.job_timeout_ms, c.job_envelope, c.job_payload
            FROM roost.job_claim(worker_, queue_, priorities_, tenants_, kinds_, floors_, array_fill(-1::bigint, ARRAY [cardinality(quotas_)]), quotas_) c
            WHERE c.job_id IS NOT NULL
        $function$;

        CREATE FUNCTION roost.job_finish(worker_ uuid, ids_ uuid[], leases_ int[])
        RETURNS TABLE (job_id uuid, is_done boolean) LANGUAGE sql AS $function$
            SELECT * FROM roost.job_finish(worker_, ids_, leases_, array_fill(NULL::bytea, ARRAY [cardinality(ids_)]))
        $function$;

        CREATE FUNCTION roost.job_fail(worker_ uuid, id_ uuid, lease_ int, retry_ interval, error_ text)
        RETURNS boolean LANGUAGE sql AS $function$ SELECT f <> 'lost' FROM roost.job_end_failed(worker_, id_, lease_, retry_, error_) f $function$;

        CREATE FUNCTION roost.job_beat(worker_ uuid, patience_ interval)
        RETURNS boolean LANGUAGE sql AS $function$ SELECT EXISTS (SELECT FROM roost.job_pulse(worker_, patience_)) $function$;

        """;
}
