namespace Roost.Messaging.Schema;

/// <summary>How a parent learns that its children are over, as the system role.</summary>
internal static class FlowFunctions
{
    // One at a time. A parent that somebody adds a child to at this moment is left for later, with what was said of it.
    public const string Create =
        """
        CREATE FUNCTION roost.job_release(most_ int)
        RETURNS TABLE (job_queue text) LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $function$
        DECLARE
            asked uuid[];
            mine uuid[];
        BEGIN
            IF NOT EXISTS (SELECT FROM roost.job_child_over) OR NOT pg_try_advisory_xact_lock(x'526F6F73'::int, 3) THEN
                RETURN;
            END IF;
            asked := ARRAY (
                WITH RECURSIVE parents AS (
                    (SELECT o.parent_id FROM roost.job_child_over o ORDER BY o.parent_id LIMIT 1)
                    UNION ALL
                    SELECT (SELECT o.parent_id FROM roost.job_child_over o WHERE o.parent_id > p.parent_id ORDER BY o.parent_id LIMIT 1) FROM parents p WHERE p.parent_id IS NOT NULL)
                SELECT p.parent_id FROM parents p WHERE p.parent_id IS NOT NULL);
            mine := ARRAY (SELECT j.id FROM roost.job j WHERE j.id = ANY (asked) AND j.state = 4 ORDER BY j.id LIMIT most_ FOR UPDATE SKIP LOCKED);
            mine := mine || ARRAY (SELECT a FROM unnest(asked) a WHERE NOT EXISTS (SELECT FROM roost.job j WHERE j.id = a AND j.state = 4));
            WITH over AS (
                DELETE FROM roost.job_child_over o WHERE o.parent_id = ANY (mine) RETURNING o.parent_id, o.is_dead),
            counted AS MATERIALIZED (
                SELECT o.parent_id, count(*)::int AS dead FROM over o WHERE o.is_dead GROUP BY o.parent_id)
            UPDATE roost.job j SET children_dead = j.children_dead + c.dead FROM counted c WHERE j.id = c.parent_id AND j.state = 4;
            -- A statement of its own, which sees the children of whoever held the parent before.
            RETURN QUERY
            WITH free AS (
                UPDATE roost.job j
                SET state = CASE WHEN j.run_at > clock_timestamp() THEN 0 WHEN j.limited THEN 3 ELSE 1 END, run_at = greatest(j.run_at, clock_timestamp())
                WHERE j.id = ANY (mine) AND j.state = 4 AND NOT EXISTS (SELECT FROM roost.job c WHERE c.parent_id = j.id)
                RETURNING j.queue, j.kind, j.tenant_id, j.key, j.limited),
            to_admit AS (
                INSERT INTO roost.job_admission (kind, tenant_id, key) SELECT DISTINCT f.kind, f.tenant_id, f.key FROM free f WHERE f.limited)
            SELECT DISTINCT f.queue FROM free f;
        END
        $function$;

        """;
}
