namespace Roost.Messaging.Sagas.Schema;

/// <summary>How a signal gets to a saga that waits for it, as the system role.</summary>
internal static class WakeFunctions
{
    // A signal is looked at for good only under the lock of the job: one whose job somebody has locked may be about to wait, and is looked at again. It may be forgotten
    // where the job runs, since its look before it waits comes behind that lock; where there is no saga yet, since its start commits after this look; and where the
    // job is a dead letter, since it looks for itself when it begins anew.
    public const string Create =
        """
        CREATE FUNCTION roost.saga_wake(most_ int)
        RETURNS TABLE (wakes text, is_busy boolean) LANGUAGE plpgsql SET enable_seqscan = off AS $function$
        DECLARE
            x roost.saga_signal;
            k roost.saga_key;
            up roost.job;
        BEGIN
            FOR x IN SELECT * FROM roost.saga_signal y WHERE y.is_new ORDER BY y.seq LIMIT most_ FOR UPDATE SKIP LOCKED LOOP
                wakes := NULL;
                is_busy := false;
                up := NULL;
                SELECT * INTO k FROM roost.saga_key y WHERE y.tenant_id = x.tenant_id AND y.name = x.saga AND y.key = x.key AND y.until = 'infinity';
                IF FOUND THEN
                    PERFORM FROM roost.job j WHERE j.id = k.saga_id FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM roost.job j WHERE j.id = k.saga_id) THEN
                        is_busy := true;
                        RETURN NEXT;
                        CONTINUE;
                    END IF;
                    UPDATE roost.job j SET state = CASE WHEN j.limited THEN 3 ELSE 1 END, run_at = clock_timestamp()
                    FROM roost.saga g
                    WHERE j.id = k.saga_id AND g.id = j.id AND j.state = 0 AND g.parked_at IS NULL AND (x.name = '!cancel' OR g.waits_for = x.name)
                    RETURNING j.* INTO up;
                    IF up.limited THEN
                        INSERT INTO roost.job_admission (kind, tenant_id, key) VALUES (up.kind, up.tenant_id, up.key);
                    END IF;
                    wakes := up.queue;
                END IF;
                UPDATE roost.saga_signal y SET is_new = false
                WHERE y.tenant_id = x.tenant_id AND y.saga = x.saga AND y.key = x.key AND y.name = x.name AND y.id = x.id;
                RETURN NEXT;
            END LOOP;
        END
        $function$;

        """;
}
