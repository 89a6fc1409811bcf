namespace Roost.Messaging.Schema;

/// <summary>The tables of jobs.</summary>
internal static class JobTables
{
    /// <summary>Who sees a row: its tenant; and whoever has none, what belongs to none, which is written as the UUID of zeros.</summary>
    public const string Policy =
        "tenant_id = coalesce(NULLIF(current_setting('app.tenant', true), ''), '00000000-0000-0000-0000-000000000000')::uuid";

    public static readonly string[] WithTenant =
        ["roost.job", "roost.job_unique", "roost.job_done", "roost.job_done_default", "roost.job_error", "roost.job_error_default", "roost.job_dead"];

    public static readonly string Create = Living + Over + string.Concat(WithTenant.Select(RowSecurity));

    // roost.job holds live jobs only, so that it stays small whatever has gone through it. Rows come and go at the rate of the work: vacuum must
    // keep up with that, not wait for a fifth of the table, and never lock the table to give its end back. A claim copies the row, but not a
    // payload that is kept apart from it.
    private const string Living =
        """
        CREATE TABLE roost.job_worker (
            id uuid PRIMARY KEY,
            host text NOT NULL,
            started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            beat_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            -- Since when its heartbeats have come in time: one that was cut off itself judges nobody.
            steady_since timestamptz NOT NULL DEFAULT clock_timestamp())
        WITH (fillfactor = 50);
        COMMENT ON TABLE roost.job_worker IS 'tenant-free: one row for each process that works on queues';

        CREATE TABLE roost.job (
            -- In the order of asking; ids of one millisecond are in none.
            seq bigint GENERATED ALWAYS AS IDENTITY,
            run_at timestamptz NOT NULL,
            added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            deadline_at timestamptz,
            timeout_ms int NOT NULL,
            lease int NOT NULL DEFAULT 0,
            id uuid PRIMARY KEY,
            tenant_id uuid NOT NULL,
            worker_id uuid,
            -- 0 scheduled, 1 ready, 2 running, 5 suspect: was in a process that died, and runs as the only one of its kind in a process
            state smallint NOT NULL,
            priority smallint NOT NULL,
            -- Failures so far.
            attempt smallint NOT NULL DEFAULT 0,
            max_attempts smallint NOT NULL,
            crashes smallint NOT NULL DEFAULT 0,
            queue text COLLATE "C" NOT NULL,
            kind text COLLATE "C" NOT NULL,
            unique_key text COLLATE "C",
            envelope bytea NOT NULL,
            payload bytea NOT NULL,
            CONSTRAINT job_worker_is_named CHECK ((state = 2) = (worker_id IS NOT NULL)))
        WITH (fillfactor = 85, toast_tuple_target = 512, vacuum_truncate = off,
            autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0,
            autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000,
            autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000);
        -- A lane is a tenant's jobs of one kind: a million of one lane cost another lane nothing, and neither do those of a kind that no worker knows.
        CREATE INDEX ix_job_ready ON roost.job (queue, priority, tenant_id, kind, run_at, seq) WHERE state = 1;
        CREATE INDEX ix_job_suspect ON roost.job (queue, run_at, seq) WHERE state = 5;
        CREATE INDEX ix_job_scheduled ON roost.job (run_at, seq) WHERE state = 0;
        CREATE INDEX ix_job_running ON roost.job (worker_id, seq) WHERE state = 2;

        -- Apart from the jobs, so that a key can outlive its job.
        CREATE TABLE roost.job_unique (
            tenant_id uuid NOT NULL,
            kind text COLLATE "C" NOT NULL,
            key text COLLATE "C" NOT NULL,
            job_id uuid NOT NULL,
            -- infinity: until the job is over
            until timestamptz NOT NULL,
            PRIMARY KEY (tenant_id, kind, key));
        CREATE INDEX ix_job_unique_until ON roost.job_unique (until) WHERE until <> 'infinity';

        """;

    // A default partition, so that a missing day does not stop every completion.
    private const string Over =
        """
        CREATE TABLE roost.job_done (
            finished_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            added_at timestamptz NOT NULL,
            id uuid NOT NULL,
            tenant_id uuid NOT NULL,
            attempt smallint NOT NULL,
            queue text NOT NULL,
            kind text NOT NULL)
        PARTITION BY RANGE (finished_at);
        CREATE INDEX ix_job_done_id ON roost.job_done (id);
        CREATE TABLE roost.job_done_default PARTITION OF roost.job_done DEFAULT;

        CREATE TABLE roost.job_error (
            failed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            job_id uuid NOT NULL,
            tenant_id uuid NOT NULL,
            attempt smallint NOT NULL,
            error text NOT NULL)
        PARTITION BY RANGE (failed_at);
        CREATE INDEX ix_job_error_job_id ON roost.job_error (job_id);
        CREATE TABLE roost.job_error_default PARTITION OF roost.job_error DEFAULT;

        -- With its errors, whose own table is dropped day by day.
        CREATE TABLE roost.job_dead (
            died_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            added_at timestamptz NOT NULL,
            timeout_ms int NOT NULL,
            id uuid PRIMARY KEY,
            tenant_id uuid NOT NULL,
            priority smallint NOT NULL,
            attempt smallint NOT NULL,
            max_attempts smallint NOT NULL,
            crashes smallint NOT NULL,
            queue text NOT NULL,
            kind text NOT NULL,
            unique_key text,
            envelope bytea NOT NULL,
            payload bytea NOT NULL,
            error text NOT NULL,
            errors jsonb NOT NULL);
        CREATE INDEX ix_job_dead_tenant_id_died_at ON roost.job_dead (tenant_id, died_at);

        """;

    public static string RowSecurity(string table) =>
        $"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY tenant ON {table} USING ({Policy}) WITH CHECK ({Policy});

        """;
}
