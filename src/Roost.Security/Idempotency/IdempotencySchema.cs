using Roost.Postgres.Schema;

namespace Roost.Security.Idempotency;

/// <summary>Where keys and the answers to repeated requests are kept.</summary>
internal sealed class IdempotencySchema : ISchemaPart
{
    public const string Part = "idempotency";

    public string Name => Part;

    public IReadOnlyList<string> Steps(SchemaRoles roles) =>
    [
        """
        CREATE TABLE roost.idempotency_key (
            tenant_id uuid NOT NULL DEFAULT NULLIF(current_setting('app.tenant', true), '')::uuid,
            principal uuid NOT NULL,
            key text NOT NULL,
            fingerprint bytea NOT NULL,
            -- Names the work: random, so that a key which is used anew after it has expired names other work.
            operation_id uuid NOT NULL,
            -- Who may commit: an attempt that was taken over has an old number.
            attempt int NOT NULL,
            leased_until timestamptz NOT NULL,
            status int,
            headers jsonb,
            body bytea,
            expires_at timestamptz NOT NULL,
            PRIMARY KEY (tenant_id, principal, key));
        CREATE INDEX ix_idempotency_key_expires_at ON roost.idempotency_key (expires_at);
        ALTER TABLE roost.idempotency_key ENABLE ROW LEVEL SECURITY;
        ALTER TABLE roost.idempotency_key FORCE ROW LEVEL SECURITY;
        CREATE POLICY tenant ON roost.idempotency_key
            USING (tenant_id = NULLIF(current_setting('app.tenant', true), '')::uuid)
            WITH CHECK (tenant_id = NULLIF(current_setting('app.tenant', true), '')::uuid);
        """
        + IdempotencyFunctions.Enter + IdempotencyFunctions.Hold + IdempotencyFunctions.Record + IdempotencyFunctions.Release,
    ];

    // The application role has no right to the table: it sees its own keys through four functions, and nobody's by any other way.
    // The system role clears away what has expired, and cannot read an answer.
    public string Grants(SchemaRoles roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        return $"""
            REVOKE ALL ON roost.idempotency_key FROM PUBLIC;
            GRANT SELECT (tenant_id, principal, key, expires_at), DELETE ON roost.idempotency_key TO {roles.System};
            {SystemPolicy.For("roost.idempotency_key", roles, "expires_at < now()")}
            REVOKE ALL ON FUNCTION roost.idempotency_enter, roost.idempotency_hold, roost.idempotency_record, roost.idempotency_release FROM PUBLIC;
            GRANT EXECUTE ON FUNCTION roost.idempotency_enter, roost.idempotency_hold, roost.idempotency_record, roost.idempotency_release TO {roles.App};
            """;
    }
}
