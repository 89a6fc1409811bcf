namespace Roost.Messaging.Streams.Schema;

/// <summary>What the application role may do with streams: append and read, for its own tenant. It runs as the owner, who is bound by row-level security as well.</summary>
internal static class AppendFunctions
{
    public const string Create = Append + Read;

    // First the version, then a number: who comes too late leaves no gap, and whoever waits for the stream's row takes a higher number than whom it waited for.
    //
    // Numbers are taken in one order and commit in another. So that nobody who reads by number passes one that is not there yet, a transaction says before
    // its first number behind which number its own will be: by a lock that it shares with everybody, and that goes with it whichever way it ends. What is
    // below all that was said and is still open is complete.
    //
    // An inline projection is locked before the version is looked at: whoever exchanges its generation waits for those who append, and is waited for.
    private const string Append =
        $"""
        CREATE FUNCTION roost.stream_tenant() RETURNS uuid LANGUAGE plpgsql STABLE AS $function$
        DECLARE
            tenant_ uuid := NULLIF(current_setting('app.tenant', true), '')::uuid;
        BEGIN
            IF tenant_ IS NULL THEN
                RAISE EXCEPTION 'A stream belongs to a tenant, and this transaction has none.' USING ERRCODE = 'RO002';
            END IF;
            RETURN tenant_;
        END
        $function$;

        CREATE FUNCTION roost.stream_append(name_ text, id_ text, expected_ bigint, types_ text[], payloads_ bytea[], envelope_ bytea, inline_ text[])
        RETURNS TABLE (version_ bigint, seq_ bigint, event_id_ uuid, recorded_at_ timestamptz, generations_ int[])
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
        DECLARE
            tenant_ uuid := roost.stream_tenant();
            count_ int := cardinality(types_);
            last_ bigint;
            live_ int[];
            projection_ text;
        BEGIN
            IF cardinality(inline_) > 0 AND current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
                RAISE EXCEPTION 'A stream with an inline projection is appended to in a transaction that is read committed: another would write rows of a generation that is no more.' USING ERRCODE = 'RO003';
            END IF;
            FOREACH projection_ IN ARRAY inline_ LOOP
                PERFORM pg_advisory_xact_lock_shared({StreamLocks.Inline}, hashtext(projection_));
            END LOOP;

            IF expected_ = 0 THEN
                INSERT INTO roost.stream AS s (tenant_id, name, id, version) VALUES (tenant_, name_, id_, count_)
                ON CONFLICT DO NOTHING RETURNING s.version INTO last_;
            ELSIF expected_ > 0 THEN
                UPDATE roost.stream s SET version = s.version + count_
                WHERE s.tenant_id = tenant_ AND s.name = name_ AND s.id = id_ AND s.version = expected_ RETURNING s.version INTO last_;
            ELSE
                INSERT INTO roost.stream AS s (tenant_id, name, id, version) VALUES (tenant_, name_, id_, count_)
                ON CONFLICT (tenant_id, name, id) DO UPDATE SET version = s.version + count_ RETURNING s.version INTO last_;
            END IF;
            IF last_ IS NULL THEN
                version_ := coalesce((SELECT s.version FROM roost.stream s WHERE s.tenant_id = tenant_ AND s.name = name_ AND s.id = id_), 0);
                RETURN NEXT;
                RETURN;
            END IF;

            IF current_setting('roost.stream_open', true) IS DISTINCT FROM '1' THEN
                PERFORM pg_advisory_xact_lock_shared({StreamLocks.Open}, ((CASE WHEN q.is_called THEN q.last_value ELSE 0 END) & 1073741823)::int) FROM roost.stream_event_seq_seq q;
                PERFORM set_config('roost.stream_open', '1', true);
            END IF;
            -- Behind the lock, in a statement that sees what was committed until then.
            IF cardinality(inline_) > 0 THEN
                SELECT array_agg(coalesce(p.live, 0) ORDER BY a.n) INTO live_
                FROM unnest(inline_) WITH ORDINALITY AS a (name, n) LEFT JOIN roost.projection p ON p.name = a.name AND p.inline;
            END IF;

            RETURN QUERY
            INSERT INTO roost.stream_event AS e (tenant_id, stream, id, version, type, envelope, payload)
            SELECT tenant_, name_, id_, last_ - count_ + a.n, a.type, envelope_, a.payload
            FROM unnest(types_, payloads_) WITH ORDINALITY AS a (type, payload, n) ORDER BY a.n
            RETURNING e.version, e.seq, e.event_id, e.recorded_at, live_;
        END
        $function$;

        CREATE FUNCTION roost.stream_snapshot_take(name_ text, id_ text, version_ bigint, revision_ int, state_ bytea)
        RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
        BEGIN
            INSERT INTO roost.stream_snapshot AS s (tenant_id, stream, id, version, revision, state) VALUES (roost.stream_tenant(), name_, id_, version_, revision_, state_)
            ON CONFLICT (tenant_id, stream, id) DO UPDATE SET version = excluded.version, revision = excluded.revision, taken_at = clock_timestamp(), state = excluded.state
            WHERE s.version < excluded.version OR s.revision <> excluded.revision;
        END
        $function$;

        """;

    // By the primary key. The snapshot comes first, and has no type.
    private const string Read =
        """
        CREATE FUNCTION roost.stream_load(name_ text, id_ text, revision_ int)
        RETURNS TABLE (version_ bigint, type_ text, payload_ bytea) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
        DECLARE
            tenant_ uuid := roost.stream_tenant();
        BEGIN
            SELECT s.version, s.state INTO version_, payload_ FROM roost.stream_snapshot s
            WHERE s.tenant_id = tenant_ AND s.stream = name_ AND s.id = id_ AND s.revision = revision_;
            IF FOUND THEN
                RETURN NEXT;
            END IF;
            RETURN QUERY
            SELECT e.version, e.type, e.payload FROM roost.stream_event e
            WHERE e.tenant_id = tenant_ AND e.stream = name_ AND e.id = id_ AND e.version > coalesce(version_, 0) ORDER BY e.version;
        END
        $function$;

        CREATE FUNCTION roost.stream_read(name_ text, id_ text, after_ bigint, most_ int)
        RETURNS TABLE (seq_ bigint, event_id_ uuid, tenant_id_ uuid, stream_ text, stream_id_ text, version_ bigint, type_ text, recorded_at_ timestamptz, envelope_ bytea, payload_ bytea)
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
        DECLARE
            tenant_ uuid := roost.stream_tenant();
        BEGIN
            RETURN QUERY
            SELECT e.seq, e.event_id, e.tenant_id, e.stream, e.id, e.version, e.type, e.recorded_at, e.envelope, e.payload FROM roost.stream_event e
            WHERE e.tenant_id = tenant_ AND e.stream = name_ AND e.id = id_ AND e.version > after_ ORDER BY e.version LIMIT most_;
        END
        $function$;

        """;
}
