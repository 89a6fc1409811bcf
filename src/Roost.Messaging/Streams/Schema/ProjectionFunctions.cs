namespace Roost.Messaging.Streams.Schema;

/// <summary>What follows streams: how it is made known, how far it has come, and how a generation takes another's place.</summary>
internal static class ProjectionFunctions
{
    public const string Create = ForApp + Enter + Rebuild + Switch;

    // Whoever has the checkpoint's row keeps others from the same events until it has committed; a process that stops in between does not keep it for long.
    private const string ForApp =
        """
        CREATE FUNCTION roost.projection_live(name_ text)
        RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = roost, pg_temp AS
            $function$ SELECT coalesce((SELECT p.live FROM roost.projection p WHERE p.name = name_), 0) $function$;

        CREATE FUNCTION roost.projection_advance(name_ text, generation_ int, expected_ bigint, to_ bigint)
        RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
        DECLARE
            tenant_ uuid := roost.stream_tenant();
        BEGIN
            PERFORM set_config('idle_in_transaction_session_timeout', '10s', true);
            IF NOT EXISTS (SELECT FROM roost.projection_generation g WHERE g.projection = name_ AND g.generation = generation_ AND g.retired_at IS NULL) THEN
                RETURN false;
            END IF;
            IF expected_ = 0 THEN
                INSERT INTO roost.projection_checkpoint (tenant_id, projection, generation, position) VALUES (tenant_, name_, generation_, to_) ON CONFLICT DO NOTHING;
            ELSE
                UPDATE roost.projection_checkpoint c SET position = to_
                WHERE c.projection = name_ AND c.generation = generation_ AND c.tenant_id = tenant_ AND c.position = expected_ AND to_ > expected_;
            END IF;
            RETURN FOUND;
        END
        $function$;

        CREATE FUNCTION roost.projection_forget(name_ text, generation_ int)
        RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
        BEGIN
            DELETE FROM roost.projection_checkpoint c WHERE c.projection = name_ AND c.generation = generation_ AND c.tenant_id = roost.stream_tenant();
        END
        $function$;

        """;

    // An inline projection that is new has no rows of what was appended before: it is built, and takes part in appends from the moment it is complete. The owner,
    // in whose name a migration does this, sees no tenant's events; that there has been an append at all says the sequence.
    private const string Enter =
        $"""
        CREATE FUNCTION roost.projection_enter(name_ text, streams_ text[], inline_ boolean, subscribes_ boolean, past_ boolean)
        RETURNS void LANGUAGE plpgsql AS $function$
        DECLARE
            was roost.projection;
            appended_ bigint;
        BEGIN
            SELECT p.* INTO was FROM roost.projection p WHERE p.name = name_;
            IF FOUND AND was.retired_at IS NULL AND (was.streams, was.inline, was.subscribes) = (streams_, inline_, subscribes_) THEN
                RETURN;
            END IF;
            -- Nobody appends, and nobody else does this, until it is decided.
            PERFORM pg_advisory_xact_lock({StreamLocks.Inline}, hashtext(name_));
            SELECT p.* INTO was FROM roost.projection p WHERE p.name = name_;
            SELECT CASE WHEN q.is_called THEN q.last_value ELSE 0 END INTO appended_ FROM roost.stream_event_seq_seq q;
            IF was.name IS NULL THEN
                INSERT INTO roost.projection (name, streams, inline, subscribes, live, building, last)
                VALUES (name_, streams_, inline_, subscribes_, CASE WHEN inline_ AND appended_ > 0 THEN 0 ELSE 1 END, CASE WHEN inline_ AND appended_ > 0 THEN 1 END, 1);
                INSERT INTO roost.projection_generation (projection, generation, start, position)
                SELECT name_, 1, s.start, s.start FROM (SELECT CASE WHEN past_ THEN 0 ELSE appended_ END AS start) s;
                RETURN;
            END IF;
            UPDATE roost.projection p SET streams = streams_, inline = inline_, subscribes = subscribes_, retired_at = NULL WHERE p.name = name_;
            IF inline_ AND (NOT was.inline OR was.retired_at IS NOT NULL) THEN
                -- Its rows are not those of now, and no append can go on from there.
                PERFORM roost.projection_rebuild(name_);
                UPDATE roost.projection_generation g SET retired_at = clock_timestamp() WHERE g.projection = name_ AND g.generation = was.live;
                UPDATE roost.projection p SET live = 0 WHERE p.name = name_;
            ELSIF was.inline AND NOT inline_ THEN
                UPDATE roost.projection_generation g SET start = appended_, position = appended_ WHERE g.projection = name_ AND g.generation = was.live;
            END IF;
        END
        $function$;

        """;

    private const string Rebuild =
        """
        -- 0 there is none, 1 it has begun, 2 it makes jobs and no rows
        CREATE FUNCTION roost.projection_rebuild(name_ text)
        RETURNS int LANGUAGE plpgsql AS $function$
        DECLARE
            found_ roost.projection;
        BEGIN
            SELECT p.* INTO found_ FROM roost.projection p WHERE p.name = name_ AND p.retired_at IS NULL FOR UPDATE;
            IF NOT FOUND THEN
                RETURN 0;
            ELSIF found_.subscribes THEN
                RETURN 2;
            END IF;
            -- One that was being built begins anew, under a number of its own: whoever writes the old one is refused from here on.
            UPDATE roost.projection_generation g SET retired_at = clock_timestamp() WHERE g.projection = name_ AND g.generation = found_.building;
            INSERT INTO roost.projection_generation (projection, generation, start, position) VALUES (name_, found_.last + 1, 0, 0);
            UPDATE roost.projection p SET last = found_.last + 1, building = found_.last + 1 WHERE p.name = name_;
            RETURN 1;
        END
        $function$;

        """;

    // One that is read behind the commit is exchanged when the new one has come as far. An inline one is exchanged by whoever holds its lock, so that nobody
    // appends, when there is nothing that the new one has not got.
    private const string Switch =
        """
        CREATE FUNCTION roost.projection_switch(name_ text, generation_ int)
        RETURNS boolean LANGUAGE plpgsql AS $function$
        DECLARE
            found_ roost.projection;
            built_ bigint;
            live_ bigint;
        BEGIN
            SELECT p.* INTO found_ FROM roost.projection p WHERE p.name = name_ AND p.building = generation_ FOR UPDATE;
            IF NOT FOUND THEN
                RETURN false;
            END IF;
            IF EXISTS (SELECT FROM roost.projection_behind b WHERE b.projection = name_ AND b.generation = generation_) THEN
                RETURN false;
            END IF;
            SELECT g.position INTO live_ FROM roost.projection_generation g WHERE g.projection = name_ AND g.generation = found_.live FOR UPDATE;
            SELECT g.position INTO built_ FROM roost.projection_generation g WHERE g.projection = name_ AND g.generation = generation_ FOR UPDATE;
            IF found_.inline THEN
                IF EXISTS (SELECT FROM unnest(found_.streams) n, LATERAL (SELECT FROM roost.stream_event e WHERE e.stream = n AND e.seq > built_ LIMIT 1) x) THEN
                    RETURN false;
                END IF;
            ELSIF built_ < live_ THEN
                RETURN false;
            END IF;
            UPDATE roost.projection_generation g SET retired_at = clock_timestamp() WHERE g.projection = name_ AND g.generation = found_.live;
            UPDATE roost.projection p SET live = generation_, building = NULL WHERE p.name = name_;
            RETURN true;
        END
        $function$;

        """;
}
