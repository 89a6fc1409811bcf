using Roost.Postgres.Schema;

namespace Roost.Security.RateLimits.Shared;

/// <summary>
/// Where hosts count together. Nothing of it is written to the log: after a crash of the server all windows begin anew, and that costs nobody a write to the disk.
/// </summary>
internal sealed class RateLimitSchema : ISchemaPart
{
    public string Name => "rate_limits";

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
    ];

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
