namespace Roost.Messaging.Events.Schema;

/// <summary>What the application role may do with events: publish, and take in what another database has published, for its own tenant. It runs as the owner, who is bound by row-level security as well.</summary>
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

        CREATE FUNCTION roost.event_receive(id_ uuid, name_ text, key_ text, published_at_ timestamptz, payload_ bytea, envelope_ bytea)
        RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
        DECLARE
            tenant_ uuid := roost.job_tenant();
        BEGIN
            INSERT INTO roost.inbox (tenant_id, event_id) VALUES (tenant_, id_) ON CONFLICT DO NOTHING;
            IF NOT FOUND THEN
                RETURN false;
            END IF;
            INSERT INTO roost.outbox (published_at, received, event_id, tenant_id, name, key, envelope, payload)
            VALUES (published_at_, true, id_, tenant_, name_, key_, envelope_, payload_);
            RETURN true;
        END
        $function$;

        """;
}
