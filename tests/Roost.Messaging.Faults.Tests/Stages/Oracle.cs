namespace Roost.Messaging.Faults.Tests.Stages;

/// <summary>
/// What the test's own database remembers besides, to be asked afterwards: every change of a job, by which process, in one order for each job; every effect
/// whose transaction committed while the job was not that process's; and what was asked for. Roost knows nothing of it.
/// </summary>
internal static class Oracle
{
    public const string Create =
        """
        CREATE TABLE ledger.asked (
            id uuid PRIMARY KEY, number int NOT NULL, kind text NOT NULL, key text, delay interval, follow_up_in interval,
            effects text[] NOT NULL, repeatable text[] NOT NULL);

        CREATE TABLE ledger.history (
            n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp(), who text NOT NULL, job uuid NOT NULL,
            before roost.job, after roost.job,
            -- Whether the worker in question, the one before or else the one after, was registered.
            lives boolean NOT NULL);
        CREATE INDEX ON ledger.history (job, n);

        CREATE FUNCTION ledger.remember() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $function$
        BEGIN
            INSERT INTO ledger.history (who, job, before, after, lives) VALUES (
                current_setting('application_name'), CASE WHEN TG_OP = 'INSERT' THEN NEW.id ELSE OLD.id END,
                CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE OLD END, CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE NEW END,
                TG_ARGV[0]::boolean);
            RETURN NULL;
        END
        $function$;
        -- As the statement sees it that changes the job: stable, and asked by a trigger's condition, which has no later look of its own. A worker that is taken for dead
        -- while its claim is on its way has claimed as one that lived.
        CREATE FUNCTION ledger.lives(worker uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER AS $function$ SELECT EXISTS (SELECT FROM roost.job_worker w WHERE w.id = worker) $function$;
        CREATE TRIGGER added AFTER INSERT ON roost.job FOR EACH ROW WHEN (NOT ledger.lives(NEW.worker_id)) EXECUTE FUNCTION ledger.remember('false');
        CREATE TRIGGER changed_of_living AFTER UPDATE ON roost.job FOR EACH ROW WHEN (ledger.lives(coalesce(OLD.worker_id, NEW.worker_id))) EXECUTE FUNCTION ledger.remember('true');
        CREATE TRIGGER changed AFTER UPDATE ON roost.job FOR EACH ROW WHEN (NOT ledger.lives(coalesce(OLD.worker_id, NEW.worker_id))) EXECUTE FUNCTION ledger.remember('false');
        CREATE TRIGGER ended_of_living AFTER DELETE ON roost.job FOR EACH ROW WHEN (ledger.lives(OLD.worker_id)) EXECUTE FUNCTION ledger.remember('true');
        CREATE TRIGGER ended AFTER DELETE ON roost.job FOR EACH ROW WHEN (NOT ledger.lives(OLD.worker_id)) EXECUTE FUNCTION ledger.remember('false');

        CREATE TABLE ledger.stale (what text NOT NULL, job uuid NOT NULL, who text NOT NULL, last text);

        -- At the commit, when the row is locked or gone: the last that happened to the job must be that this process took it, or ended it.
        CREATE FUNCTION ledger.commits() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $function$
        DECLARE
            last ledger.history;
        BEGIN
            SELECT * INTO last FROM ledger.history h WHERE h.job = NEW.job ORDER BY h.n DESC LIMIT 1;
            IF last.who IS DISTINCT FROM current_setting('application_name') OR (last.after).state <> 2 THEN
                INSERT INTO ledger.stale VALUES (NEW.what, NEW.job, current_setting('application_name'), last::text);
            END IF;
            RETURN NULL;
        END
        $function$;
        CREATE CONSTRAINT TRIGGER commits AFTER INSERT ON ledger.effects DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger.commits();
        """;
}
