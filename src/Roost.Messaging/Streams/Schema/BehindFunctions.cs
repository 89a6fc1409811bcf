namespace Roost.Messaging.Streams.Schema;

/// <summary>How a projection goes on without tenants whose events it cannot take in, and how they come after, as the system role.</summary>
internal static class BehindFunctions
{
    // Each locks the generation's row first, and looks in a statement of its own behind that: so a tenant that is left out by a step is behind when the step
    // ends, and one that has come after has got all up to where the generation is.
    public const string Create =
        """
        CREATE FUNCTION roost.projection_move(name_ text, generation_ int, from_ bigint, to_ bigint, left_out_ uuid[])
        RETURNS boolean LANGUAGE plpgsql AS $function$
        BEGIN
            PERFORM FROM roost.projection_generation g
            WHERE g.projection = name_ AND g.generation = generation_ AND g.position = from_ AND g.retired_at IS NULL FOR UPDATE;
            IF NOT FOUND OR EXISTS (
                SELECT FROM unnest(left_out_) t
                WHERE NOT EXISTS (SELECT FROM roost.projection_behind b WHERE b.projection = name_ AND b.generation = generation_ AND b.tenant_id = t))
            THEN
                RETURN false;
            END IF;
            UPDATE roost.projection_generation g SET position = to_, error = NULL WHERE g.projection = name_ AND g.generation = generation_;
            RETURN true;
        END
        $function$;

        -- Not if there are so many already: then it is not the tenants.
        CREATE FUNCTION roost.projection_fall_behind(name_ text, generation_ int, tenant_ uuid, error_ text, retry_ interval, most_ int)
        RETURNS boolean LANGUAGE plpgsql AS $function$
        BEGIN
            PERFORM FROM roost.projection_generation g WHERE g.projection = name_ AND g.generation = generation_ FOR UPDATE;
            UPDATE roost.projection_behind b SET attempts = b.attempts + 1, retry_at = clock_timestamp() + retry_, error = left(error_, 2000)
            WHERE b.projection = name_ AND b.generation = generation_ AND b.tenant_id = tenant_;
            IF FOUND THEN
                RETURN true;
            ELSIF (SELECT count(*) FROM roost.projection_behind b WHERE b.projection = name_ AND b.generation = generation_) >= most_ THEN
                RETURN false;
            END IF;
            INSERT INTO roost.projection_behind (projection, generation, tenant_id, attempts, retry_at, error)
            VALUES (name_, generation_, tenant_, 1, clock_timestamp() + retry_, left(error_, 2000));
            RETURN true;
        END
        $function$;

        CREATE FUNCTION roost.projection_caught_up(name_ text, generation_ int, tenant_ uuid, position_ bigint)
        RETURNS boolean LANGUAGE plpgsql AS $function$
        BEGIN
            PERFORM FROM roost.projection_generation g WHERE g.projection = name_ AND g.generation = generation_ AND g.position = position_ FOR UPDATE;
            IF NOT FOUND THEN
                RETURN false;
            END IF;
            DELETE FROM roost.projection_behind b WHERE b.projection = name_ AND b.generation = generation_ AND b.tenant_id = tenant_;
            RETURN true;
        END
        $function$;

        -- What is still missing of one tenant's. By ix_stream_event_stream_seq, of which it leaves out what is others'.
        CREATE FUNCTION roost.stream_follow_tenant(after_ bigint, upto_ bigint, streams_ text[], tenant_ uuid, most_ int)
        RETURNS TABLE (seq_ bigint, event_id_ uuid, tenant_id_ uuid, stream_ text, stream_id_ text, version_ bigint, type_ text, recorded_at_ timestamptz, envelope_ bytea, payload_ bytea)
        LANGUAGE sql STABLE SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off AS $function$
            SELECT x.seq, x.event_id, x.tenant_id, x.stream, x.id, x.version, x.type, x.recorded_at, x.envelope, x.payload
            FROM unnest(streams_) AS n CROSS JOIN LATERAL (
                SELECT v.* FROM roost.stream_event v
                WHERE v.stream = n AND v.seq > after_ AND v.seq <= upto_ AND v.tenant_id = tenant_ ORDER BY v.seq LIMIT most_) x
            ORDER BY x.seq LIMIT most_
        $function$;

        """;
}
