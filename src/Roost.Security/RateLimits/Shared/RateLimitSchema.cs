using Roost.Postgres.Schema;

namespace Roost.Security.RateLimits.Shared;

/// <summary>
/// Where hosts count together. Nothing of it is written to the log: after a crash of the server all windows begin anew, and that costs nobody a write to the disk.
/// </summary>
internal sealed class RateLimitSchema : ISchemaPart
{
    public const string Part = "rate_limits";

    /// <summary>How many windows one call forgets at most, so that it holds no lock for long; as the step below says.</summary>
    public const int ClearedAtOnce = 1000;

    public string Name => Part;

    // The row is locked before the clock is looked at, so that whoever had to wait sees the window as it is by then.
    public IReadOnlyList<string> Steps(SchemaRoles roles) =>
    [
        """
        CREATE UNLOGGED TABLE roost.rate_window (
            policy text NOT NULL,
            caller uuid NOT NULL,
            taken int NOT NULL,
            ends_at timestamptz NOT NULL,
            PRIMARY KEY (policy, caller));
        COMMENT ON TABLE roost.rate_window IS 'tenant-free: counts requests by whoever made them, before any tenant is known';
        CREATE INDEX ix_rate_window_ends_at ON roost.rate_window (ends_at);

        CREATE FUNCTION roost.rate_take(policy_ text, caller_ uuid, permits_ int, window_ interval, wanted_ int)
        RETURNS TABLE (granted int, remaining int, resets_in interval) LANGUAGE plpgsql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
        DECLARE
            known roost.rate_window;
            now_ timestamptz;
        BEGIN
            LOOP
                SELECT * INTO known FROM roost.rate_window w WHERE w.policy = policy_ AND w.caller = caller_ FOR UPDATE;
                now_ := clock_timestamp();
                granted := least(wanted_, permits_);
                IF NOT FOUND THEN
                    INSERT INTO roost.rate_window VALUES (policy_, caller_, granted, now_ + window_) ON CONFLICT DO NOTHING;
                    CONTINUE WHEN NOT FOUND;
                    known.taken := 0;
                    known.ends_at := now_ + window_;
                ELSIF known.ends_at <= now_ THEN
                    UPDATE roost.rate_window w SET taken = granted, ends_at = now_ + window_ WHERE w.policy = policy_ AND w.caller = caller_;
                    known.taken := 0;
                    known.ends_at := now_ + window_;
                ELSE
                    granted := greatest(least(wanted_, permits_ - known.taken), 0);
                    UPDATE roost.rate_window w SET taken = w.taken + granted WHERE w.policy = policy_ AND w.caller = caller_ AND granted > 0;
                END IF;
                remaining := greatest(permits_ - known.taken - granted, 0);
                resets_in := known.ends_at - now_;
                RETURN NEXT;
                RETURN;
            END LOOP;
        END
        $function$;

        CREATE FUNCTION roost.rate_clear() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
            DELETE FROM roost.rate_window w USING (SELECT policy, caller FROM roost.rate_window WHERE ends_at < clock_timestamp() FOR UPDATE SKIP LOCKED) o
            WHERE w.policy = o.policy AND w.caller = o.caller;
        $function$;
        """,
        // Whether it is a visitor belongs to the key. The windows of before are forgotten, as they would be after a crash.
        """
        DROP FUNCTION roost.rate_take(text, uuid, int, interval, int);
        DROP FUNCTION roost.rate_clear();
        DROP TABLE roost.rate_window;
        CREATE UNLOGGED TABLE roost.rate_window (
            policy text NOT NULL,
            caller uuid NOT NULL,
            is_visitor boolean NOT NULL,
            taken int NOT NULL,
            ends_at timestamptz NOT NULL,
            PRIMARY KEY (policy, caller, is_visitor));
        COMMENT ON TABLE roost.rate_window IS 'tenant-free: counts requests by whoever made them, before any tenant is known';
        CREATE INDEX ix_rate_window_ends_at ON roost.rate_window (ends_at);
        """
        + Take + Clear,
    ];

    private const string Take =
        """

        CREATE FUNCTION roost.rate_take(policy_ text, caller_ uuid, is_visitor_ boolean, permits_ int, window_ interval, wanted_ int)
        RETURNS TABLE (granted int, remaining int, resets_in interval) LANGUAGE plpgsql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
        DECLARE
            known roost.rate_window;
            now_ timestamptz;
        BEGIN
            LOOP
                SELECT * INTO known FROM roost.rate_window w WHERE w.policy = policy_ AND w.caller = caller_ AND w.is_visitor = is_visitor_ FOR UPDATE;
                now_ := clock_timestamp();
                granted := least(wanted_, permits_);
                IF NOT FOUND THEN
                    INSERT INTO roost.rate_window VALUES (policy_, caller_, is_visitor_, granted, now_ + window_) ON CONFLICT DO NOTHING;
                    CONTINUE WHEN NOT FOUND;
                    known.taken := 0;
                    known.ends_at := now_ + window_;
                ELSIF known.ends_at <= now_ THEN
                    UPDATE roost.rate_window w SET taken = granted, ends_at = now_ + window_ WHERE w.policy = policy_ AND w.caller = caller_ AND w.is_visitor = is_visitor_;
                    known.taken := 0;
                    known.ends_at := now_ + window_;
                ELSE
                    granted := greatest(least(wanted_, permits_ - known.taken), 0);
                    UPDATE roost.rate_window w SET taken = w.taken + granted WHERE w.policy = policy_ AND w.caller = caller_ AND w.is_visitor = is_visitor_ AND granted > 0;
                END IF;
                remaining := greatest(permits_ - known.taken - granted, 0);
                resets_in := known.ends_at - now_;
                RETURN NEXT;
                RETURN;
            END LOOP;
        END
        $function$;
        """;

    // By ix_rate_window_ends_at, those that ended first. What another host clears, or a request begins anew, is passed over.
    private const string Clear =
        """

        CREATE FUNCTION roost.rate_clear() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
            WITH cleared AS (
                DELETE FROM roost.rate_window WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM roost.rate_window WHERE ends_at < now() ORDER BY ends_at LIMIT 1000 FOR UPDATE SKIP LOCKED))
                RETURNING 1)
            SELECT count(*)::int FROM cleared;
        $function$;
        """;

    // The application role has no right to the table: nobody gives permits back.
    public string Grants(SchemaRoles roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        return $"""
            REVOKE ALL ON roost.rate_window FROM PUBLIC;
            REVOKE ALL ON FUNCTION roost.rate_take, roost.rate_clear FROM PUBLIC;
            GRANT EXECUTE ON FUNCTION roost.rate_take, roost.rate_clear TO {roles.App};
            """;
    }
}
