namespace Shop.Tests.Catalogue;

/// <summary>What PostgreSQL itself says of the tables of the migrated Shop.</summary>
public sealed class CatalogueTests(RunningShop shop) : IClassFixture<RunningShop>
{
    private const string Ours = "n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'public')";
    private const string TenantFree = "coalesce(obj_description(c.oid, 'pg_class'), '') LIKE 'tenant-free: _%'";
    private const string Tables = $"FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND {Ours}";
    private const string TenantTables = $"{Tables} AND NOT {TenantFree}";

    [Fact]
    public async Task Every_module_has_a_schema_and_there_is_no_other_but_roost() =>
        (await shop.LookAsync<string>($"SELECT n.nspname::text FROM pg_namespace n WHERE {Ours}")).ShouldBe([.. shop.Schemas, "roost"], ignoreOrder: true);

    [Fact]
    public async Task Only_these_rows_belong_to_no_tenant() =>
        (await shop.LookAsync<string>($"SELECT n.nspname || '.' || c.relname {Tables} AND {TenantFree}")).ShouldBe(
            [
                .. shop.Schemas.Select(module => $"{module}.__migrations"), "roost.schema_version", "roost.rate_window", "roost.job_worker", "roost.job_limit", "roost.job_rate", "roost.job_admission",
                "roost.job_queue", "roost.job_child_over", "roost.schedule", "roost.event_subscription", "roost.projection", "roost.projection_generation", "tenants.tenants",
            ],
            ignoreOrder: true);

    [Fact]
    public async Task There_are_tables_to_look_at() => (await shop.LookAsync<long>($"SELECT count(*) {TenantTables}")).Single().ShouldBeGreaterThan(10);

    [Fact]
    public async Task Every_row_names_its_tenant() =>
        (await shop.LookAsync<string>($"""
            SELECT n.nspname || '.' || c.relname {TenantTables} AND NOT EXISTS (
                SELECT FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND a.atttypid = 'uuid'::regtype AND a.attnotnull AND NOT a.attisdropped)
            """)).ShouldBeEmpty("These need a tenant_id uuid NOT NULL, or a comment that begins with 'tenant-free: ' and says why.");

    [Fact]
    public async Task Rows_are_kept_apart_even_from_the_owner_of_their_table() =>
        (await shop.LookAsync<string>($"""
            SELECT n.nspname || '.' || c.relname {TenantTables} AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
            """)).ShouldBeEmpty("These need ENABLE and FORCE ROW LEVEL SECURITY.");

    [Fact]
    public async Task One_policy_binds_everybody_for_reading_and_writing() =>
        (await shop.LookAsync<string>($$"""
            SELECT n.nspname || '.' || c.relname {{TenantTables}} AND NOT EXISTS (
                SELECT FROM pg_policy p
                WHERE p.polrelid = c.oid AND p.polcmd = '*' AND p.polroles = '{0}'
                AND (pg_get_expr(p.polqual, c.oid) LIKE '(tenant_id = (NULLIF(current_setting(''app.tenant''%::uuid)'
                    -- Jobs and events may belong to nobody, and are then seen by whoever is nobody's.
                    OR c.relname ~ '^(job|saga|event_|outbox$|inbox$)' AND n.nspname = 'roost' AND pg_get_expr(p.polqual, c.oid)
                        LIKE '(tenant_id = (COALESCE(NULLIF(current_setting(''app.tenant''%, ''''::text), ''00000000-0000-0000-0000-000000000000''::text))::uuid)')
                AND pg_get_expr(p.polwithcheck, c.oid) = pg_get_expr(p.polqual, c.oid))
            """)).ShouldBeEmpty("These need a policy for all commands and roles, with the same USING and WITH CHECK.");

    [Fact]
    public async Task No_other_policy_opens_what_that_one_closes_but_for_the_systems_on_its_own_tables() =>
        (await shop.LookAsync<string>("""
            SELECT p.polrelid::regclass || ' ' || p.polname || ' to ' || coalesce(string_agg(r.rolname, ',' ORDER BY r.rolname), 'everybody')
            FROM pg_policy p LEFT JOIN pg_roles r ON r.oid = ANY (p.polroles)
            WHERE p.polname <> 'tenant' GROUP BY p.oid, p.polrelid, p.polname
            """)).ShouldBe(
            new[] { "event_log", "event_log_default", "idempotency_key", "inbox", "job", "job_dead", "job_done", "job_done_default", "job_error", "job_error_default", "job_progress", "job_unique", "outbox", "projection_behind", "projection_checkpoint", "saga", "saga_done", "saga_done_default", "saga_history", "saga_history_default", "saga_key", "saga_signal", "stream", "stream_event" }.Select(table => $"roost.{table} system to roost_system"),
            ignoreOrder: true);

    [Fact]
    public async Task Every_unique_key_includes_the_tenant_but_for_those_whose_values_nobody_chooses() =>
        (await shop.LookAsync<string>($"""
            SELECT i.indexrelid::regclass::text FROM pg_index i
            WHERE i.indisunique AND i.indrelid IN (SELECT c.oid {TenantTables}) AND NOT EXISTS (
                SELECT FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) AND a.attname = 'tenant_id')
            """)).ShouldBe(["roost.job_pkey", "roost.job_dead_pkey", "roost.job_progress_pkey", "roost.outbox_pkey", "roost.saga_pkey"], ignoreOrder: true, "Uniqueness is checked across tenants unless tenant_id is a column of the index.");

    [Fact]
    public async Task Every_foreign_key_binds_a_row_to_one_of_the_same_tenant() =>
        (await shop.LookAsync<string>($"""
            SELECT k.conrelid::regclass || ' ' || k.conname FROM pg_constraint k
            WHERE k.contype = 'f' AND k.conrelid IN (SELECT c.oid {TenantTables}) AND NOT EXISTS (
                SELECT FROM unnest(k.conkey, k.confkey) pair(own, other)
                JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = pair.own AND a.attname = 'tenant_id'
                JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = pair.other AND b.attname = 'tenant_id')
            """)).ShouldBeEmpty("Foreign keys are checked regardless of row-level security, so the tenant has to be part of them.");

    [Fact]
    public async Task No_foreign_key_leads_into_another_module() =>
        (await shop.LookAsync<string>("""
            SELECT k.conrelid::regclass || ' ' || k.conname FROM pg_constraint k
            JOIN pg_class a ON a.oid = k.conrelid JOIN pg_class b ON b.oid = k.confrelid
            WHERE k.contype = 'f' AND a.relnamespace <> b.relnamespace
            """)).ShouldBeEmpty();
}
