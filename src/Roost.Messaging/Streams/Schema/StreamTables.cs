namespace Roost.Messaging.Streams.Schema;

/// <summary>The tables of streams and of what follows them.</summary>
internal static class StreamTables
{
    public static readonly string[] WithTenant = ["roost.stream", "roost.stream_event", "roost.stream_snapshot", "roost.projection_checkpoint", "roost.projection_behind"];

    public static readonly string Create = Streams + Projections + string.Concat(WithTenant.Select(RowSecurity));

    // Without a tenant there are no streams: nobody sees any.
    private const string Policy = "tenant_id = NULLIF(current_setting('app.tenant', true), '')::uuid";

    // A stream's row is what those who append to it wait for each other at. Nothing of it is in an index but its name, so that a new version costs none.
    private const string Streams =
        """
        CREATE TABLE roost.stream (
            tenant_id uuid NOT NULL,
            name text COLLATE "C" NOT NULL,
            id text COLLATE "C" NOT NULL,
            version bigint NOT NULL,
            began_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            PRIMARY KEY (tenant_id, name, id),
            CONSTRAINT stream_id_is_short CHECK (octet_length(id) BETWEEN 1 AND 800))
        WITH (fillfactor = 70);

        CREATE TABLE roost.stream_event (
            -- Taken behind the lock on the stream's row: of two events of one stream the later has the higher.
            seq bigint GENERATED ALWAYS AS IDENTITY,
            version bigint NOT NULL,
            recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            -- Says which of them committed together.
            xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
            event_id uuid NOT NULL DEFAULT gen_random_uuid(),
            tenant_id uuid NOT NULL,
            stream text COLLATE "C" NOT NULL,
            id text COLLATE "C" NOT NULL,
            type text COLLATE "C" NOT NULL,
            envelope bytea NOT NULL,
            payload bytea NOT NULL,
            PRIMARY KEY (tenant_id, stream, id, version))
        WITH (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 200000,
            autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000);
        CREATE INDEX ix_stream_event_stream_seq ON roost.stream_event (stream, seq);

        CREATE TABLE roost.stream_snapshot (
            tenant_id uuid NOT NULL,
            stream text COLLATE "C" NOT NULL,
            id text COLLATE "C" NOT NULL,
            version bigint NOT NULL,
            revision int NOT NULL,
            taken_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            state bytea NOT NULL,
            PRIMARY KEY (tenant_id, stream, id));

        """;

    private const string Projections =
        """
        CREATE TABLE roost.projection (
            name text COLLATE "C" PRIMARY KEY,
            streams text[] NOT NULL,
            inline boolean NOT NULL,
            -- Whether it makes jobs, and not rows.
            subscribes boolean NOT NULL,
            -- The generation that readers see; 0: none is complete yet.
            live int NOT NULL,
            -- The one that is being built beside it.
            building int,
            -- The highest there has been: no number comes twice.
            last int NOT NULL,
            known_since timestamptz NOT NULL DEFAULT clock_timestamp(),
            retired_at timestamptz);
        COMMENT ON TABLE roost.projection IS 'tenant-free: what follows the streams of the application''s modules';

        CREATE TABLE roost.projection_generation (
            projection text COLLATE "C" NOT NULL,
            generation int NOT NULL,
            -- Behind which it begins.
            start bigint NOT NULL,
            -- All up to here is in its rows, but for tenants that are behind; of others there is perhaps more: their checkpoints say so.
            position bigint NOT NULL,
            began_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            -- Who works on it, so that two do not do the same. It is no fence: that is the checkpoint.
            holder uuid,
            held_until timestamptz,
            -- Why it does not go on at all.
            error text,
            retired_at timestamptz,
            PRIMARY KEY (projection, generation))
        WITH (fillfactor = 50);
        COMMENT ON TABLE roost.projection_generation IS 'tenant-free: how far a projection has come, for all tenants';

        -- Tenants whose events it could not take in. The others go on without them.
        CREATE TABLE roost.projection_behind (
            since timestamptz NOT NULL DEFAULT clock_timestamp(),
            retry_at timestamptz NOT NULL,
            attempts int NOT NULL,
            generation int NOT NULL,
            tenant_id uuid NOT NULL,
            projection text COLLATE "C" NOT NULL,
            error text NOT NULL,
            PRIMARY KEY (projection, generation, tenant_id));

        -- How far it has come for one tenant: it commits with the tenant's rows.
        CREATE TABLE roost.projection_checkpoint (
            tenant_id uuid NOT NULL,
            projection text COLLATE "C" NOT NULL,
            generation int NOT NULL,
            position bigint NOT NULL,
            PRIMARY KEY (projection, generation, tenant_id))
        WITH (fillfactor = 50);

        """;

    private static string RowSecurity(string table) =>
        $"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY tenant ON {table} USING ({Policy}) WITH CHECK ({Policy});

        """;
}
