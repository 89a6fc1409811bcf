namespace Roost.Messaging.Streams.Schema;

/// <summary>How streams are followed in the order of all events, as the system role.</summary>
internal static class FollowFunctions
{
    // Three statements, each of which sees what was committed when it began. A number up to the first one's answer was taken before it; who took it had said so
    // before that. If the second does not find what was said, its transaction is over, and the third sees what became of it. Numbers are said modulo 2^30, and
    // no transaction stays open while half of that is appended.
    public const string Create =
        $"""
        CREATE FUNCTION roost.stream_settled() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $function$
        DECLARE
            taken_ bigint;
            behind_ bigint;
        BEGIN
            IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
                RAISE EXCEPTION 'Streams are followed in transactions that are read committed, in which each statement sees what was committed when it began.' USING ERRCODE = 'RO003';
            END IF;
            SELECT CASE WHEN q.is_called THEN q.last_value ELSE 0 END INTO taken_ FROM roost.stream_event_seq_seq q;
            SELECT max(b.behind) INTO behind_
            FROM (
                SELECT (taken_ - l.objid::bigint) & 1073741823 AS behind FROM pg_locks l
                WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.classid = {StreamLocks.Open}::oid
                    AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())) b
            -- One that was said since is above what was taken.
            WHERE b.behind < 536870912;
            RETURN taken_ - coalesce(behind_, 0);
        END
        $function$;

        -- The next of some streams, in the order of all; so many, or so many bytes and one. By ix_stream_event_stream_seq.
        CREATE FUNCTION roost.stream_follow(after_ bigint, streams_ text[], most_ int, most_bytes_ bigint, also_open_ boolean)
        RETURNS TABLE (seq_ bigint, event_id_ uuid, tenant_id_ uuid, stream_ text, stream_id_ text, version_ bigint, type_ text, recorded_at_ timestamptz, envelope_ bytea, payload_ bytea)
        LANGUAGE plpgsql VOLATILE SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off AS $function$
        DECLARE
            upto_ bigint := 9223372036854775807;
        BEGIN
            IF NOT also_open_ THEN
                upto_ := roost.stream_settled();
            END IF;
            RETURN QUERY
            SELECT f.seq, f.event_id, f.tenant_id, f.stream, f.id, f.version, f.type, f.recorded_at, f.envelope, f.payload
            FROM (
                SELECT e.*, sum(octet_length(e.payload)) OVER (ORDER BY e.seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
                FROM (
                    SELECT x.* FROM unnest(streams_) AS n CROSS JOIN LATERAL (
                        SELECT v.* FROM roost.stream_event v WHERE v.stream = n AND v.seq > after_ AND v.seq <= upto_ ORDER BY v.seq LIMIT most_) x
                    ORDER BY x.seq LIMIT most_) e) f
            WHERE coalesce(f.before, 0) < most_bytes_ ORDER BY f.seq;
        END
        $function$;

        """;
}
