using Roost.Postgres.Schema;

namespace Roost.Postgres.Locks;

/// <summary>Where locks are held. A row is there while somebody holds the lock, and for a day or longer if he died with it.</summary>
internal sealed class LocksSchema : ISchemaPart
{
    public const string Part = "locks";

    public string Name => Part;

    // Tokens are one sequence for all locks, so that a row can go with its holder. Who takes a lock does so one after the other, or a token could be drawn
    // before and used after a higher one of the same lock.
    public IReadOnlyList<string> Steps(SchemaRoles roles) =>
    [
        """
        CREATE TABLE roost.lock (
            name text PRIMARY KEY,
            token bigint NOT NULL,
            leased_until timestamptz NOT NULL);
        COMMENT ON TABLE roost.lock IS 'tenant-free: says which host may do what one alone may do';
        CREATE SEQUENCE roost.lock_token;

        CREATE FUNCTION roost.lock_take(name_ text, lease_ interval) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
        DECLARE
            now_ timestamptz;
            taken bigint;
        BEGIN
            PERFORM pg_advisory_xact_lock(hashtextextended(name_, 491328303988));
            now_ := clock_timestamp();
            UPDATE roost.lock l SET token = nextval('roost.lock_token'), leased_until = now_ + lease_ WHERE l.name = name_ AND l.leased_until <= now_ RETURNING l.token INTO taken;
            IF NOT FOUND THEN
                INSERT INTO roost.lock AS l VALUES (name_, nextval('roost.lock_token'), now_ + lease_) ON CONFLICT DO NOTHING RETURNING l.token INTO taken;
            END IF;
            RETURN taken;
        END
        $function$;

        CREATE FUNCTION roost.lock_keep(name_ text, token_ bigint, lease_ interval) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
        BEGIN
            UPDATE roost.lock l SET leased_until = clock_timestamp() + lease_ WHERE l.name = name_ AND l.token = token_ AND l.leased_until > clock_timestamp();
            RETURN FOUND;
        END
        $function$;

        CREATE FUNCTION roost.lock_release(name_ text, token_ bigint) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
            DELETE FROM roost.lock l WHERE l.name = name_ AND l.token = token_;
        $function$;
        """,
        // Who takes a lock clears away a few that nobody will take again: where names are those of items, each holder that dies leaves one. Last of all, and past rows that others
        // have, so that nobody waits for whoever waits for him. By ix_lock_leased_until.
        """
        CREATE INDEX ix_lock_leased_until ON roost.lock (leased_until);

        CREATE OR REPLACE FUNCTION roost.lock_take(name_ text, lease_ interval) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
        DECLARE
            now_ timestamptz;
            taken bigint;
        BEGIN
            PERFORM pg_advisory_xact_lock(hashtextextended(name_, 491328303988));
            now_ := clock_timestamp();
            UPDATE roost.lock l SET token = nextval('roost.lock_token'), leased_until = now_ + lease_ WHERE l.name = name_ AND l.leased_until <= now_ RETURNING l.token INTO taken;
            IF NOT FOUND THEN
                INSERT INTO roost.lock AS l VALUES (name_, nextval('roost.lock_token'), now_ + lease_) ON CONFLICT DO NOTHING RETURNING l.token INTO taken;
            END IF;
            IF taken IS NOT NULL THEN
                DELETE FROM roost.lock l WHERE l.name = ANY (ARRAY (
                    SELECT o.name FROM roost.lock o WHERE o.leased_until < now_ - interval '1 day' ORDER BY o.leased_until LIMIT 10 FOR UPDATE SKIP LOCKED));
            END IF;
            RETURN taken;
        END
        $function$;
        """,
    ];

    // The application role has no right to the table: it holds locks through three functions.
    public string Grants(SchemaRoles roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        return $"""
            REVOKE ALL ON roost.lock FROM PUBLIC;
            REVOKE ALL ON FUNCTION roost.lock_take, roost.lock_keep, roost.lock_release FROM PUBLIC;
            GRANT EXECUTE ON FUNCTION roost.lock_take, roost.lock_keep, roost.lock_release TO {roles.App};
            """;
    }
}
