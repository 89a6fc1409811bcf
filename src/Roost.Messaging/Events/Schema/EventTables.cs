using Roost.Messaging.Schema;

namespace Roost.Messaging.Events.Schema;

/// <summary>The tables of events.</summary>
internal static class EventTables
{
    public static readonly string[] WithTenant = ["roost.outbox", "roost.event_log", "roost.event_log_default", "roost.inbox"];

    public static readonly string Create = Tables + string.Concat(WithTenant.Select(JobTables.RowSecurity));

    // The outbox is what was published and not handed on: it is empty most of the time, and rows come and go at the rate of the work.
    // The log is what was handed on. Its positions are given out under a lock that is held until the commit, so that they appear in their order, and
    // whoever has read up to one has missed none before it.
    private const string Tables =
        """
        CREATE TABLE roost.outbox (
            -- Of two events of one aggregate the later has the higher: whoever writes the aggregate's row waits for whoever wrote it before.
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            published_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            -- Says which of them committed together.
            xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
            -- Whether it came from another database, and goes to none from here.
            received boolean NOT NULL DEFAULT false,
            event_id uuid NOT NULL,
            tenant_id uuid NOT NULL,
            name text COLLATE "C" NOT NULL,
            key text COLLATE "C",
            envelope bytea NOT NULL,
            payload bytea NOT NULL,
            -- Nothing that a subscription's job could not hold may get in here: it would hold up all that is behind it.
            CONSTRAINT outbox_key_is_short CHECK (octet_length(key) BETWEEN 1 AND 800),
            CONSTRAINT outbox_envelope_is_an_object CHECK (octet_length(envelope) > 2))
        WITH (toast_tuple_target = 512, vacuum_truncate = off,
            autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0,
            autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000,
            autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000);

        CREATE TABLE roost.event_log (
            position bigint GENERATED ALWAYS AS IDENTITY,
            logged_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            published_at timestamptz NOT NULL,
            received boolean NOT NULL,
            event_id uuid NOT NULL,
            tenant_id uuid NOT NULL,
            name text COLLATE "C" NOT NULL,
            key text COLLATE "C",
            envelope bytea NOT NULL,
            payload bytea NOT NULL)
        PARTITION BY RANGE (logged_at);
        CREATE INDEX ix_event_log_name_position ON roost.event_log (name, position);
        CREATE TABLE roost.event_log_default PARTITION OF roost.event_log DEFAULT;

        CREATE TABLE roost.event_subscription (
            -- The kind of its jobs.
            name text COLLATE "C" PRIMARY KEY,
            event text COLLATE "C" NOT NULL,
            queue text COLLATE "C" NOT NULL,
            priority smallint NOT NULL,
            max_attempts smallint NOT NULL,
            timeout_ms int NOT NULL,
            -- Whether its jobs are held until they are admitted, such as those that go in order.
            limited boolean NOT NULL,
            -- Whether its jobs take events to another database.
            forwards boolean NOT NULL,
            -- How far a replay has come in the log; NULL: it hears what is new.
            position bigint,
            known_since timestamptz NOT NULL DEFAULT clock_timestamp(),
            retired_at timestamptz);
        COMMENT ON TABLE roost.event_subscription IS 'tenant-free: what the application''s modules subscribe to';

        -- What came from other databases, so that it comes once.
        CREATE TABLE roost.inbox (
            received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            tenant_id uuid NOT NULL,
            event_id uuid NOT NULL,
            PRIMARY KEY (tenant_id, event_id));
        CREATE INDEX ix_inbox_received_at ON roost.inbox (received_at);

        """;
}
