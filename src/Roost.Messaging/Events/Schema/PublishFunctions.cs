namespace Roost.Messaging.Events.Schema;

/// <summary>What the application role may do with events: publish, for its own tenant. It runs as the owner, who is bound by row-level security as well.</summary>
internal static class PublishFunctions
{
    public const string Create =
        """
        CREATE FUNCTION roost.event_add(ids uuid[], names text[], keys text[], payloads bytea[], envelope_ bytea)
        RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
        DECLARE
            tenant_ uuid := roost.job_tenant();
        BEGIN
            INSERT INTO roost.outbox (event_id, tenant_id, name, key, envelope, payload)
            SELECT a.id, tenant_, a.name, a.key, envelope_, a.payload
            FROM unnest(ids, names, keys, payloads) WITH ORDINALITY AS a (id, name, key, payload, n)
            ORDER BY a.n;
        END
        $function$;

        """;
}
