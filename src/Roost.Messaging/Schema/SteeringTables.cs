namespace Roost.Messaging.Schema;

/// <summary>Limits, flows, progress, and what operators say: the second step of the tables.</summary>
internal static class SteeringTables
{
    public static readonly string[] WithTenant = ["roost.job_progress"];

    public static readonly string Create = Columns + Limits + Flows + string.Concat(WithTenant.Select(JobTables.RowSecurity));

    // Rows of kinds without a limit are in none of the new indexes.
    private const string Columns =
        """
        ALTER TABLE roost.job
            ADD cancel_at timestamptz,
            ADD parent_id uuid,
            ADD children_dead int NOT NULL DEFAULT 0,
            -- Whether its kind has limits: it then waits as held, state 3, until it is admitted. 4: waits until its children are over.
            ADD limited boolean NOT NULL DEFAULT false,
            ADD key text COLLATE "C" NOT NULL DEFAULT '';
        CREATE INDEX ix_job_held ON roost.job (kind, tenant_id, key, priority, seq) WHERE state = 3;
        CREATE INDEX ix_job_held_in_order ON roost.job (kind, tenant_id, key, seq) WHERE state = 3;
        CREATE INDEX ix_job_admitted ON roost.job (kind, tenant_id, key) WHERE limited AND state IN (1, 2, 5);
        CREATE INDEX ix_job_not_yet ON roost.job (kind, tenant_id, key, seq) WHERE limited AND state IN (0, 4);
        CREATE INDEX ix_job_parent_id ON roost.job (parent_id) WHERE parent_id IS NOT NULL;
        -- For those who look.
        CREATE INDEX ix_job_waiting ON roost.job (seq) WHERE state = 4;

        ALTER TABLE roost.job_dead
            ADD seq bigint NOT NULL DEFAULT 0,
            ADD children_dead int NOT NULL DEFAULT 0,
            ADD parent_id uuid,
            ADD limited boolean NOT NULL DEFAULT false,
            ADD key text COLLATE "C" NOT NULL DEFAULT '';
        -- A dead letter stops those behind it that are to go in order.
        CREATE INDEX ix_job_dead_key ON roost.job_dead (kind, tenant_id, key) WHERE limited;
        CREATE INDEX ix_job_dead_died_at ON roost.job_dead (died_at);

        ALTER TABLE roost.job_done
            ADD was_cancelled boolean NOT NULL DEFAULT false,
            ADD result bytea;

        """;

    // What a kind may do is said by its declaration and written down when a worker starts. Nothing here is touched by whoever adds a job: an
    // operation never waits for a limit. It appends where a look may be worth it, and the one who admits takes that away.
    private const string Limits =
        """
        CREATE TABLE roost.job_limit (
            kind text COLLATE "C" PRIMARY KEY,
            in_order boolean NOT NULL,
            max_running int,
            max_per_tenant int,
            max_per_key int,
            rate_count int,
            rate_period interval,
            -- 0 for all of the kind, 1 each tenant, 2 each key
            rate_scope smallint NOT NULL,
            -- Whether the jobs that are there have not been looked at since it was said.
            is_new boolean NOT NULL DEFAULT true);
        COMMENT ON TABLE roost.job_limit IS 'tenant-free: what is declared of kinds of job';

        CREATE TABLE roost.job_rate (
            kind text COLLATE "C" NOT NULL,
            tenant_id uuid NOT NULL,
            key text COLLATE "C" NOT NULL,
            ends_at timestamptz NOT NULL,
            used int NOT NULL,
            PRIMARY KEY (kind, tenant_id, key));
        COMMENT ON TABLE roost.job_rate IS 'tenant-free: the system role''s counters, which no other role may see';

        CREATE TABLE roost.job_admission (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            kind text COLLATE "C" NOT NULL,
            tenant_id uuid NOT NULL,
            key text COLLATE "C" NOT NULL)
        WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
        CREATE INDEX ix_job_admission ON roost.job_admission (kind, tenant_id, id);
        CREATE INDEX ix_job_admission_key ON roost.job_admission (kind, tenant_id, key);
        COMMENT ON TABLE roost.job_admission IS 'tenant-free: the system role''s list of where to look, which no other role may see';

        CREATE TABLE roost.job_queue (
            queue text COLLATE "C" PRIMARY KEY,
            paused_at timestamptz,
            max_running int,
            rate_count int,
            rate_period interval,
            ends_at timestamptz NOT NULL DEFAULT '-infinity',
            used int NOT NULL DEFAULT 0);
        COMMENT ON TABLE roost.job_queue IS 'tenant-free: what is declared and said of queues';

        """;

    // A parent is never written by its children's transactions, which would wait for each other there. They append, and one counts.
    private const string Flows =
        """
        CREATE TABLE roost.job_child_over (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            parent_id uuid NOT NULL,
            is_dead boolean NOT NULL)
        WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
        CREATE INDEX ix_job_child_over_parent_id ON roost.job_child_over (parent_id);
        COMMENT ON TABLE roost.job_child_over IS 'tenant-free: the system role''s list of where to look, which no other role may see';

        CREATE TABLE roost.job_progress (
            job_id uuid PRIMARY KEY,
            tenant_id uuid NOT NULL,
            reported_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            done bigint NOT NULL,
            total bigint,
            detail text)
        WITH (fillfactor = 70);
        CREATE INDEX ix_job_progress_reported_at ON roost.job_progress (reported_at);

        """;
}
