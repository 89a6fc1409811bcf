using Roost.Messaging.Schema;

namespace Roost.Messaging.Sagas.Schema;

/// <summary>The tables of sagas.</summary>
internal static class SagaTables
{
    public static readonly string[] WithTenant =
        ["roost.saga", "roost.saga_key", "roost.saga_signal", "roost.saga_done", "roost.saga_done_default", "roost.saga_history", "roost.saga_history_default"];

    public static readonly string Create = Tables + string.Concat(WithTenant.Select(JobTables.RowSecurity));

    // Only sagas that are under way are in roost.saga. Its id is its job's, for life: the job's lease is the one fence, and the job's run_at is when it is tried
    // again, or has waited long enough. No column that changes is indexed, but for the few that are parked, so that updates stay on their page.
    private const string Tables =
        """
        CREATE TABLE roost.saga (
            id uuid PRIMARY KEY,
            tenant_id uuid NOT NULL,
            created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            -- When it has waited long enough for what it waits for.
            wake_at timestamptz,
            -- Since when it waits for people.
            parked_at timestamptz,
            -- The step that it is parked at.
            stuck_at text COLLATE "C",
            -- How long its key and its signals are remembered when it is over.
            keep interval NOT NULL,
            -- One higher with every record.
            revision int NOT NULL DEFAULT 0,
            -- Of the definition, as it was when the saga began.
            version int NOT NULL,
            -- 0 forward, 1 backward; in saga_done: 2 completed, 3 undone
            status smallint NOT NULL DEFAULT 0,
            name text COLLATE "C" NOT NULL,
            key text COLLATE "C" NOT NULL,
            -- The signal that it waits for.
            waits_for text COLLATE "C",
            error text,
            -- {"done":[…],"begun":[…],"undone":[…],"failures":0}: names of steps and numbers only, so that none of it can be refused.
            progress jsonb NOT NULL,
            state bytea NOT NULL,
            CONSTRAINT saga_key_is_short CHECK (octet_length(key) BETWEEN 1 AND 800))
        WITH (fillfactor = 50, vacuum_truncate = off,
            autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
        CREATE INDEX ix_saga_parked_at ON roost.saga (parked_at) WHERE parked_at IS NOT NULL;

        -- Apart, so that a key can outlive its saga.
        CREATE TABLE roost.saga_key (
            tenant_id uuid NOT NULL,
            name text COLLATE "C" NOT NULL,
            key text COLLATE "C" NOT NULL,
            saga_id uuid NOT NULL,
            -- infinity: until the saga is over
            until timestamptz NOT NULL,
            PRIMARY KEY (tenant_id, name, key));
        CREATE INDEX ix_saga_key_until ON roost.saga_key (until) WHERE until <> 'infinity';

        -- Whoever signals appends, and locks nothing that a saga needs. Those that were used stay for a while: a signal that comes again is known by its id.
        CREATE TABLE roost.saga_signal (
            seq bigint GENERATED ALWAYS AS IDENTITY,
            tenant_id uuid NOT NULL,
            saga text COLLATE "C" NOT NULL,
            key text COLLATE "C" NOT NULL,
            name text COLLATE "C" NOT NULL,
            id uuid NOT NULL,
            arrived_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            used_at timestamptz,
            -- Whether nobody has looked yet if somebody waits for it.
            is_new boolean NOT NULL DEFAULT true,
            payload bytea NOT NULL,
            PRIMARY KEY (tenant_id, saga, key, name, id));
        CREATE INDEX ix_saga_signal_seq ON roost.saga_signal (seq) WHERE is_new;
        CREATE INDEX ix_saga_signal_arrived_at ON roost.saga_signal (arrived_at);

        CREATE TABLE roost.saga_done (
            ended_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            created_at timestamptz NOT NULL,
            id uuid NOT NULL,
            tenant_id uuid NOT NULL,
            version int NOT NULL,
            status smallint NOT NULL,
            name text COLLATE "C" NOT NULL,
            key text COLLATE "C" NOT NULL,
            error text,
            progress jsonb NOT NULL)
        PARTITION BY RANGE (ended_at);
        CREATE INDEX ix_saga_done_id ON roost.saga_done (id);
        CREATE TABLE roost.saga_done_default PARTITION OF roost.saga_done DEFAULT;

        -- For people: attempts that failed, and what was undone. Nothing goes by it.
        CREATE TABLE roost.saga_history (
            happened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            saga_id uuid NOT NULL,
            tenant_id uuid NOT NULL,
            attempt int NOT NULL,
            is_undo boolean NOT NULL,
            step text NOT NULL,
            outcome text NOT NULL,
            error text)
        PARTITION BY RANGE (happened_at);
        CREATE INDEX ix_saga_history_saga_id ON roost.saga_history (saga_id);
        CREATE TABLE roost.saga_history_default PARTITION OF roost.saga_history DEFAULT;

        """;
}
