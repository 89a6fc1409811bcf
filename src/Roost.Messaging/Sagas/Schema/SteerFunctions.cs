namespace Roost.Messaging.Sagas.Schema;

/// <summary>What people see of sagas, and do to them, as the system role.</summary>
internal static class SteerFunctions
{
    public const string Create = Look + Resume;

    // A job that is a dead letter waits for people as one that is parked does.
    private const string Look =
        """
        CREATE FUNCTION roost.saga_state(g roost.saga) RETURNS text LANGUAGE sql STABLE AS $function$
            SELECT CASE
                WHEN g.parked_at IS NOT NULL THEN 'parked'
                WHEN NOT EXISTS (SELECT FROM roost.job j WHERE j.id = g.id) THEN 'dead'
                WHEN g.status = 1 THEN 'undoing'
                WHEN g.waits_for IS NOT NULL THEN 'waiting'
                ELSE 'running' END
        $function$;

        CREATE FUNCTION roost.saga_list(name_ text, tenant_ uuid, state_ text, most_ int)
        RETURNS TABLE (saga_id uuid, saga_name text, saga_version int, saga_key text, saga_tenant uuid, saga_state text, saga_step text, saga_error text, began_at timestamptz, changed_at timestamptz)
        LANGUAGE sql STABLE AS $function$
            SELECT g.id, g.name::text, g.version, g.key::text, g.tenant_id, roost.saga_state(g), coalesce(g.stuck_at, g.progress->'begun'->>0), g.error, g.created_at, g.updated_at
            FROM roost.saga g
            WHERE (name_ IS NULL OR g.name = name_) AND (tenant_ IS NULL OR g.tenant_id = tenant_) AND (state_ IS NULL OR roost.saga_state(g) = state_)
            ORDER BY g.id LIMIT most_
        $function$;

        CREATE FUNCTION roost.saga_find(id_ uuid)
        RETURNS TABLE (saga_id uuid, saga_name text, saga_version int, saga_key text, saga_tenant uuid, saga_state text, saga_step text, saga_error text, began_at timestamptz, changed_at timestamptz,
            waits_for text, wake_at timestamptz, progress jsonb, state bytea)
        LANGUAGE sql STABLE AS $function$
            SELECT g.id, g.name::text, g.version, g.key::text, g.tenant_id, roost.saga_state(g), coalesce(g.stuck_at, g.progress->'begun'->>0), g.error, g.created_at, g.updated_at,
                g.waits_for::text, g.wake_at, g.progress, g.state
            FROM roost.saga g WHERE g.id = id_
            UNION ALL
            SELECT d.id, d.name::text, d.version, d.key::text, d.tenant_id, CASE d.status WHEN 2 THEN 'completed' ELSE 'undone' END, NULL, d.error, d.created_at, d.ended_at, NULL, NULL, d.progress, NULL
            FROM roost.saga_done d WHERE d.id = id_
        $function$;

        """;

    // One that is parked, and whose step somebody has done by hand. What comes next is said to be begun by whoever goes on.
    private const string Resume =
        """
        CREATE FUNCTION roost.saga_resume(id_ uuid)
        RETURNS text LANGUAGE plpgsql SET enable_seqscan = off AS $function$
        DECLARE
            up roost.job;
        BEGIN
            SELECT * INTO up FROM roost.job j WHERE j.id = id_ AND j.state = 0 FOR UPDATE;
            IF NOT FOUND THEN
                RETURN NULL;
            END IF;
            UPDATE roost.saga g
            SET revision = g.revision + 1, updated_at = clock_timestamp(), parked_at = NULL, stuck_at = NULL,
                error = CASE WHEN g.status = 1 THEN g.error END,
                progress = CASE WHEN g.status = 0
                    THEN jsonb_build_object('done', g.progress->'done' || to_jsonb(g.stuck_at), 'begun', '[]'::jsonb, 'undone', g.progress->'undone', 'failures', 0)
                    ELSE g.progress || jsonb_build_object('undone', g.progress->'undone' || to_jsonb(g.stuck_at), 'failures', 0) END
            WHERE g.id = id_ AND g.parked_at IS NOT NULL AND g.stuck_at IS NOT NULL;
            IF NOT FOUND THEN
                RETURN NULL;
            END IF;
            UPDATE roost.job j SET state = CASE WHEN j.limited THEN 3 ELSE 1 END, run_at = clock_timestamp() WHERE j.id = id_;
            IF up.limited THEN
                INSERT INTO roost.job_admission (kind, tenant_id, key) VALUES (up.kind, up.tenant_id, up.key);
            END IF;
            RETURN up.queue;
        END
        $function$;

        """;
}
