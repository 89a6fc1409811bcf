using Roost.Postgres.Schema;

namespace Roost.Security.Idempotency;

/// <summary>Where the answers to repeated requests are kept.</summary>
internal sealed class IdempotencySchema : ISchemaPart
{
    public const string Part = "idempotency";

    public string Name => Part;

    public IReadOnlyList<string> Steps(SchemaRoles roles) =>
    [
        $"""
        CREATE TABLE roost.idempotency_key (
            tenant_id uuid NOT NULL DEFAULT NULLIF(current_setting('app.tenant', true), '')::uuid,
            principal uuid NOT NULL,
            key text NOT NULL,
            fingerprint bytea NOT NULL,
            status int,
            content_type text,
            location text,
            etag text,
            body bytea,
            expires_at timestamptz NOT NULL,
            PRIMARY KEY (tenant_id, principal, key));
        CREATE INDEX ix_idempotency_key_expires_at ON roost.idempotency_key (expires_at);
        ALTER TABLE roost.idempotency_key ENABLE ROW LEVEL SECURITY;
        ALTER TABLE roost.idempotency_key FORCE ROW LEVEL SECURITY;
        CREATE POLICY tenant ON roost.idempotency_key
            USING (tenant_id = NULLIF(current_setting('app.tenant', true), '')::uuid)
            WITH CHECK (tenant_id = NULLIF(current_setting('app.tenant', true), '')::uuid);
        CREATE POLICY system ON roost.idempotency_key TO {roles.System} USING (true);
        GRANT SELECT, DELETE ON roost.idempotency_key TO {roles.System};

        -- The application role has no right to the table: it claims a key and records an answer, once, and sees nobody's.
        CREATE FUNCTION roost.idempotency_record(
            principal_ uuid, key_ text, fingerprint_ bytea, keep interval,
            status_ int, content_type_ text, location_ text, etag_ text, body_ bytea)
        RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
            WITH recorded AS (
                INSERT INTO roost.idempotency_key AS k (principal, key, fingerprint, status, content_type, location, etag, body, expires_at)
                VALUES (principal_, key_, fingerprint_, status_, content_type_, location_, etag_, body_, now() + keep)
                ON CONFLICT (tenant_id, principal, key) DO UPDATE
                    SET status = excluded.status, content_type = excluded.content_type, location = excluded.location,
                        etag = excluded.etag, body = excluded.body, fingerprint = excluded.fingerprint, expires_at = excluded.expires_at
                    WHERE k.expires_at < now() OR (k.status IS NULL AND k.fingerprint = excluded.fingerprint)
                RETURNING 1)
            SELECT EXISTS (SELECT FROM recorded)
        $function$;
        REVOKE ALL ON FUNCTION roost.idempotency_record FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION roost.idempotency_record TO {roles.App};
        """,
    ];
}
