namespace Roost.Security.Idempotency;

/// <summary>
/// What the application role may do with keys. All of it runs as the owner, who is bound by row-level security as well: no tenant, no rows.
/// Times are the database's, so that the clocks of hosts need not agree.
/// </summary>
internal static class IdempotencyFunctions
{
    // One look without a lock answers most repetitions, so that they never wait for the commit of the first request. Only who may run claims
    // the row, and of many who try at once the primary key lets one.
    public const string Enter =
        """

        CREATE FUNCTION roost.idempotency_enter(principal_ uuid, key_ text, fingerprint_ bytea, keep_ interval, lease_ interval)
        RETURNS TABLE (entered text, entered_operation uuid, entered_attempt int, answer_status int, answer_headers jsonb, answer_body bytea)
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
        DECLARE
            tenant_ uuid := NULLIF(current_setting('app.tenant', true), '')::uuid;
            now_ timestamptz := clock_timestamp();
            until_ timestamptz := now_ + lease_;
            known roost.idempotency_key;
        BEGIN
            SELECT * INTO known FROM roost.idempotency_key k WHERE k.tenant_id = tenant_ AND k.principal = principal_ AND k.key = key_;
            IF NOT FOUND OR known.expires_at <= now_
                OR (known.status IS NULL AND known.leased_until <= now_ AND known.fingerprint = fingerprint_)
            THEN
                INSERT INTO roost.idempotency_key AS k (tenant_id, principal, key, fingerprint, operation_id, attempt, leased_until, expires_at)
                VALUES (tenant_, principal_, key_, fingerprint_, gen_random_uuid(), 1, until_, now_ + greatest(keep_, lease_))
                ON CONFLICT (tenant_id, principal, key) DO UPDATE
                    SET fingerprint = excluded.fingerprint,
                        operation_id = CASE WHEN k.expires_at <= now_ THEN excluded.operation_id ELSE k.operation_id END,
                        attempt = CASE WHEN k.expires_at <= now_ THEN 1 ELSE k.attempt + 1 END,
                        leased_until = excluded.leased_until, expires_at = excluded.expires_at,
                        status = NULL, headers = NULL, body = NULL
                    WHERE k.expires_at <= now_ OR (k.status IS NULL AND k.leased_until <= now_ AND k.fingerprint = excluded.fingerprint)
                RETURNING * INTO known;
                IF FOUND THEN
                    RETURN QUERY SELECT 'claimed', known.operation_id, known.attempt, NULL::int, NULL::jsonb, NULL::bytea;
                    RETURN;
                END IF;
                -- Somebody else was quicker.
                SELECT * INTO known FROM roost.idempotency_key k WHERE k.tenant_id = tenant_ AND k.principal = principal_ AND k.key = key_;
            END IF;
            RETURN QUERY SELECT
                CASE WHEN known.fingerprint <> fingerprint_ THEN 'mismatch' WHEN known.status IS NULL THEN 'in_flight' ELSE 'answered' END,
                known.operation_id, known.attempt, known.status, known.headers, known.body;
        END
        $function$;
        """;

    // Locks the row until the commit, so that nobody takes over in between.
    public const string Hold =
        """

        CREATE FUNCTION roost.idempotency_hold(principal_ uuid, key_ text, operation_ uuid, attempt_ int)
        RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
            WITH held AS (
                SELECT 1 FROM roost.idempotency_key k
                WHERE k.tenant_id = NULLIF(current_setting('app.tenant', true), '')::uuid AND k.principal = principal_ AND k.key = key_
                    AND k.operation_id = operation_ AND k.attempt = attempt_ AND k.status IS NULL
                FOR UPDATE)
            SELECT EXISTS (SELECT FROM held)
        $function$;
        """;

    public const string Record =
        """

        CREATE FUNCTION roost.idempotency_record(
            principal_ uuid, key_ text, operation_ uuid, attempt_ int, keep_ interval, status_ int, headers_ jsonb, body_ bytea)
        RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
            WITH recorded AS (
                UPDATE roost.idempotency_key k
                SET status = status_, headers = headers_, body = body_, expires_at = clock_timestamp() + keep_
                WHERE k.tenant_id = NULLIF(current_setting('app.tenant', true), '')::uuid AND k.principal = principal_ AND k.key = key_
                    AND k.operation_id = operation_ AND k.attempt = attempt_ AND k.status IS NULL
                RETURNING 1)
            SELECT EXISTS (SELECT FROM recorded)
        $function$;
        """;

    // A row that is locked is being committed by somebody, and will be answered or run out by itself.
    public const string Release =
        """

        CREATE FUNCTION roost.idempotency_release(principal_ uuid, key_ text, operation_ uuid, attempt_ int, forget_ boolean)
        RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = roost, pg_temp AS $function$
            WITH mine AS (
                SELECT k.tenant_id, k.principal, k.key FROM roost.idempotency_key k
                WHERE k.tenant_id = NULLIF(current_setting('app.tenant', true), '')::uuid AND k.principal = principal_ AND k.key = key_
                    AND k.operation_id = operation_ AND k.attempt = attempt_ AND k.status IS NULL
                FOR UPDATE SKIP LOCKED)
            UPDATE roost.idempotency_key k
            SET leased_until = clock_timestamp(),
                -- Forgotten only if no earlier attempt can have done anything under this operation.
                expires_at = CASE WHEN forget_ AND k.attempt = 1 THEN clock_timestamp() ELSE k.expires_at END
            FROM mine
            WHERE k.tenant_id = mine.tenant_id AND k.principal = mine.principal AND k.key = mine.key
        $function$;
        """;
}
