namespace Roost.Messaging.Schema;

/// <summary>What is known of one job, and what its handler says of it meanwhile.</summary>
internal static class StatusFunctions
{
    public const string Create = Report + Status;

    // By the system role and not in the handler's transaction, which nobody could see into. No row: the lease is lost.
    private const string Report =
        """
        CREATE FUNCTION roost.job_report(worker_ uuid, id_ uuid, lease_ int, done_ bigint, total_ bigint, detail_ text)
        RETURNS boolean LANGUAGE plpgsql SET enable_seqscan = off AS $function$
        DECLARE
            mine roost.job;
        BEGIN
            PERFORM set_config('synchronous_commit', 'off', true);
            SELECT * INTO mine FROM roost.job j WHERE j.id = id_ AND j.lease = lease_ AND j.worker_id = worker_ AND j.state + 0 = 2;
            IF NOT FOUND THEN
                RETURN NULL;
            END IF;
            INSERT INTO roost.job_progress (job_id, tenant_id, done, total, detail) VALUES (id_, mine.tenant_id, done_, total_, detail_)
            ON CONFLICT (job_id) DO UPDATE SET reported_at = clock_timestamp(), done = excluded.done, total = excluded.total, detail = excluded.detail;
            RETURN mine.cancel_at IS NOT NULL;
        END
        $function$;

        """;

    // Of the caller's tenant only. One statement, so that a job which ends at this moment is found where it was or where it went.
    private const string Status =
        """
        CREATE FUNCTION roost.job_status(id_ uuid)
        RETURNS TABLE (job_state text, job_kind text, job_attempt int, job_max_attempts int, job_added_at timestamptz, job_run_at timestamptz, job_ended_at timestamptz,
            job_done bigint, job_total bigint, job_detail text, job_result bytea, job_error text)
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = roost, pg_temp SET enable_seqscan = off AS $function$
        DECLARE
            tenant_ uuid := roost.job_tenant();
        BEGIN
            RETURN QUERY
            SELECT s.state, s.kind, s.attempt, s.max_attempts, s.added_at, s.run_at, s.ended_at, p.done, p.total, p.detail, s.result,
                coalesce(s.error, (SELECT e.error FROM roost.job_error e WHERE e.job_id = id_ AND s.ended_at IS NULL ORDER BY e.failed_at DESC LIMIT 1))
            FROM (
                SELECT CASE WHEN j.cancel_at IS NOT NULL THEN 'cancelling' ELSE (ARRAY['scheduled', 'ready', 'running', 'held', 'waiting', 'ready'])[j.state + 1] END AS state,
                    j.kind, j.attempt::int, j.max_attempts::int, j.added_at, j.run_at, NULL::timestamptz AS ended_at, NULL::bytea AS result, NULL::text AS error
                FROM roost.job j WHERE j.id = id_ AND j.tenant_id = tenant_
                UNION ALL
                SELECT 'dead', d.kind, d.attempt::int, d.max_attempts::int, d.added_at, NULL, d.died_at, NULL, d.error FROM roost.job_dead d WHERE d.id = id_ AND d.tenant_id = tenant_
                UNION ALL
                SELECT CASE WHEN o.was_cancelled THEN 'cancelled' ELSE 'done' END, o.kind, o.attempt + CASE WHEN o.was_cancelled THEN 0 ELSE 1 END, NULL, o.added_at, NULL, o.finished_at, o.result, NULL
                FROM roost.job_done o WHERE o.id = id_ AND o.tenant_id = tenant_) s
            LEFT JOIN roost.job_progress p ON p.job_id = id_
            LIMIT 1;
        END
        $function$;

        """;
}
