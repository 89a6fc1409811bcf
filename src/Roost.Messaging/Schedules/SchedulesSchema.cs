using Roost.Postgres.Schema;

namespace Roost.Messaging.Schedules;

/// <summary>Up to which time each schedule has fired.</summary>
internal sealed class SchedulesSchema : ISchemaPart
{
    public const string Part = "schedules";

    private const string Functions = "roost.schedule_enter, roost.schedule_fire";

    private const string Table =
        """
        CREATE TABLE roost.schedule (
            name text COLLATE "C" PRIMARY KEY,
            -- The last fire time that is over; or, of one that is new or has changed, since when it is there.
            last_fire_at timestamptz NOT NULL,
            cron text NOT NULL,
            zone text NOT NULL)
        WITH (fillfactor = 50);
        COMMENT ON TABLE roost.schedule IS 'tenant-free: one row for each schedule, whose jobs belong to no tenant';

        """;

    // What is new begins now, and so does what is not as it was: a time of the new expression that is over by then was none of its fire times.
    private const string Enter =
        """
        CREATE FUNCTION roost.schedule_enter(names_ text[], crons_ text[], zones_ text[])
        RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
        BEGIN
            INSERT INTO roost.schedule AS s (name, last_fire_at, cron, zone)
            SELECT a.name, clock_timestamp(), a.cron, a.zone FROM unnest(names_, crons_, zones_) AS a (name, cron, zone) ORDER BY a.name COLLATE "C"
            ON CONFLICT (name) DO UPDATE SET last_fire_at = greatest(s.last_fire_at, clock_timestamp()), cron = excluded.cron, zone = excluded.zone
            WHERE (s.cron, s.zone) <> (excluded.cron, excluded.zone);
        END
        $function$;

        """;

    // Of those who fire for one time at once the first has the row, and the others find that it is not as they read it. The job is there with it, or
    // neither is. Nobody fires ahead of time, whatever it takes the time to be. The owner, in whose name this runs, is bound by row-level security:
    // without a tenant it can add a job for none.
    private const string Fire =
        """
        CREATE FUNCTION roost.schedule_fire(name_ text, cron_ text, zone_ text, before_ timestamptz, fire_at_ timestamptz,
            id_ uuid, queue_ text, kind_ text, priority_ smallint, timeout_ms_ int, max_attempts_ smallint, limited_ boolean, envelope_ bytea, payload_ bytea)
        RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
        BEGIN
            UPDATE roost.schedule s SET last_fire_at = fire_at_, cron = cron_, zone = zone_
            WHERE s.name = name_ AND s.last_fire_at = before_ AND fire_at_ > before_ AND fire_at_ <= clock_timestamp();
            IF NOT FOUND THEN
                RETURN false;
            END IF;
            PERFORM set_config('app.tenant', '', true);
            PERFORM roost.job_add(
                ids => ARRAY[id_], queues => ARRAY[queue_], kinds => ARRAY[kind_], priorities => ARRAY[priority_], delays => ARRAY[NULL::interval], ats => ARRAY[NULL::timestamptz],
                timeouts => ARRAY[timeout_ms_], attempts => ARRAY[max_attempts_], unique_keys => ARRAY[NULL::text], windows => ARRAY[NULL::interval], keys => ARRAY[''],
                limiteds => ARRAY[limited_], parents => ARRAY[NULL::uuid], waits => ARRAY[false], envelopes => ARRAY[envelope_], payloads => ARRAY[payload_]);
            RETURN true;
        END
        $function$;

        """;

    public string Name => Part;

    public IReadOnlyList<string> Steps(SchemaRoles roles) => [Table];

    // Functions have no state, and each migration exchanges them for its own.
    public string Grants(SchemaRoles roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        return $"""
            DROP FUNCTION IF EXISTS {Functions};
            {Enter + Fire}
            GRANT SELECT ON roost.schedule TO {roles.System};
            REVOKE ALL ON FUNCTION {Functions} FROM PUBLIC;
            GRANT EXECUTE ON FUNCTION {Functions} TO {roles.System};
            """;
    }
}
