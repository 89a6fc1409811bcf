namespace Shop.Tests.Catalogue;

/// <summary>What the roles of the migrated Shop may do, as PostgreSQL itself says.</summary>
public sealed class RightsTests(RunningShop shop) : IClassFixture<RunningShop>
{
    private const string Ours = "n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'public')";

    private const string Granted = $"""
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND {Ours}, aclexplode(c.relacl) acl
        JOIN pg_roles r ON r.oid = acl.grantee
        """;

    [Fact]
    public async Task None_of_the_roles_is_above_row_level_security() =>
        (await shop.LookAsync<string>("""
            SELECT rolname::text FROM pg_roles
            WHERE rolname LIKE 'roost\_%' AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)
            """)).ShouldBeEmpty();

    [Fact]
    public async Task The_application_and_the_system_own_nothing_and_belong_to_no_other_role()
    {
        const string Both = "(SELECT oid FROM pg_roles WHERE rolname IN ('roost_app', 'roost_system'))";
        (await shop.LookAsync<string>($"""
            SELECT 'table ' || oid::regclass FROM pg_class WHERE relowner IN {Both}
            UNION ALL SELECT 'function ' || oid::regprocedure FROM pg_proc WHERE proowner IN {Both}
            UNION ALL SELECT 'schema ' || nspname FROM pg_namespace WHERE nspowner IN {Both}
            UNION ALL SELECT 'database ' || datname FROM pg_database WHERE datdba IN {Both}
            UNION ALL SELECT 'member of ' || roleid::regrole FROM pg_auth_members WHERE member IN {Both}
            """)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_application_reads_and_writes_rows_of_modules_and_nothing_else() =>
        (await shop.LookAsync<string>($"""
            SELECT DISTINCT acl.privilege_type {Granted}
            WHERE r.rolname = 'roost_app' AND c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname <> 'roost'
            """)).ShouldBe(["SELECT", "INSERT", "UPDATE", "DELETE"], ignoreOrder: true);

    [Fact]
    public async Task What_is_append_only_it_reads_and_adds_to() =>
        (await shop.LookAsync<string>($"""
            SELECT c.oid::regclass || ' ' || string_agg(acl.privilege_type, ', ' ORDER BY acl.privilege_type) {Granted}
            WHERE r.rolname = 'roost_app' AND obj_description(c.oid, 'pg_class') LIKE 'append-only: _%' GROUP BY c.oid
            """)).ShouldBe(["payments.ledger_entries INSERT, SELECT", "payments.ledger_transactions INSERT, SELECT"], ignoreOrder: true);

    [Fact]
    public async Task What_is_append_only_nobody_else_changes_either() =>
        (await shop.LookAsync<string>($"""
            SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND {Ours}
            WHERE obj_description(c.oid, 'pg_class') LIKE 'append-only: _%' AND NOT EXISTS (
                -- Before each statement that updates, deletes or truncates, always.
                SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'append_only' AND t.tgenabled = 'O' AND t.tgtype = 2 + 8 + 16 + 32)
            """)).ShouldBeEmpty();

    [Fact]
    public async Task Which_migrations_were_applied_is_the_owners_business() =>
        (await shop.LookAsync<string>($"SELECT c.oid::regclass || ' ' || r.rolname {Granted} WHERE c.relname = '__migrations' AND r.rolname <> 'roost_owner'"))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("roost_app", new[] { "roost.schema_version SELECT" })]
    [InlineData(
        "roost_system",
        new[]
        {
            "roost.event_log INSERT, SELECT", "roost.event_subscription INSERT, SELECT, UPDATE", "roost.inbox DELETE, SELECT", "roost.outbox DELETE, SELECT",
            "roost.idempotency_key DELETE", "roost.idempotency_key expires_at SELECT", "roost.idempotency_key key SELECT", "roost.idempotency_key principal SELECT",
            "roost.idempotency_key tenant_id SELECT", "roost.job DELETE, INSERT, SELECT, UPDATE", "roost.job_admission DELETE, INSERT, SELECT, UPDATE",
            "roost.job_child_over DELETE, INSERT, SELECT, UPDATE", "roost.job_dead DELETE, INSERT, SELECT, UPDATE", "roost.job_done INSERT, SELECT",
            "roost.job_error INSERT, SELECT", "roost.job_limit DELETE, INSERT, SELECT, UPDATE", "roost.job_progress DELETE, INSERT, SELECT, UPDATE",
            "roost.job_queue DELETE, INSERT, SELECT, UPDATE", "roost.job_rate DELETE, INSERT, SELECT, UPDATE", "roost.job_unique DELETE, INSERT, SELECT, UPDATE",
            "roost.job_worker DELETE, INSERT, SELECT, UPDATE", "roost.saga DELETE, SELECT, UPDATE", "roost.saga_done INSERT, SELECT", "roost.saga_history INSERT, SELECT",
            "roost.saga_key DELETE, SELECT, UPDATE", "roost.saga_signal DELETE, INSERT, SELECT, UPDATE", "roost.schedule SELECT", "roost.schema_version SELECT",
            "roost.projection INSERT, SELECT, UPDATE", "roost.projection_behind DELETE, INSERT, SELECT, UPDATE", "roost.projection_checkpoint SELECT", "roost.projection_generation DELETE, INSERT, SELECT, UPDATE", "roost.stream SELECT",
            "roost.stream_event SELECT", "roost.stream_event_seq_seq SELECT",
        })]
    public async Task Of_roosts_own_tables_a_role_may(string role, string[] rights) =>
        (await shop.LookAsync<string>(
            $"""
            SELECT c.oid::regclass || ' ' || string_agg(acl.privilege_type, ', ' ORDER BY acl.privilege_type) {Granted} WHERE r.rolname = @role AND n.nspname = 'roost' GROUP BY c.oid
            UNION ALL SELECT c.oid::regclass || ' ' || a.attname || ' ' || acl.privilege_type
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'roost',
                aclexplode(a.attacl) acl JOIN pg_roles r ON r.oid = acl.grantee WHERE r.rolname = @role
            """,
            new { role }))
            .ShouldBe(rights, ignoreOrder: true);

    [Fact]
    public async Task The_system_role_does_not_get_into_a_modules_schema() =>
        (await shop.LookAsync<string>($"""
            SELECT n.nspname::text FROM pg_namespace n
            WHERE {Ours} AND n.nspname <> 'roost'
            AND (has_schema_privilege('roost_system', n.oid, 'USAGE') OR has_schema_privilege('roost_system', n.oid, 'CREATE'))
            UNION ALL SELECT c.oid::regclass::text {Granted} WHERE r.rolname = 'roost_system' AND n.nspname <> 'roost'
            """)).ShouldBeEmpty();

    [Fact]
    public async Task Nobody_but_the_owner_makes_tables() =>
        (await shop.LookAsync<string>($"""
            SELECT r.rolname || ' in ' || n.nspname FROM pg_namespace n, pg_roles r
            WHERE ({Ours} OR n.nspname = 'public') AND r.rolname IN ('roost_app', 'roost_system') AND has_schema_privilege(r.oid, n.oid, 'CREATE')
            """)).ShouldBeEmpty();

    [Fact]
    public async Task Everybody_may_do_nothing() =>
        (await shop.LookAsync<string>($"""
            SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND {Ours}, aclexplode(c.relacl) acl WHERE acl.grantee = 0
            UNION ALL SELECT n.nspname FROM pg_namespace n, aclexplode(n.nspacl) acl WHERE {Ours} AND acl.grantee = 0
            UNION ALL SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND {Ours},
                aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) acl WHERE acl.grantee = 0
            """)).ShouldBeEmpty();

    [Fact]
    public async Task What_runs_with_its_owners_rights_looks_for_names_in_its_own_schema() =>
        (await shop.LookAsync<string>($"""
            SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND {Ours}
            WHERE p.prosecdef AND NOT EXISTS (SELECT FROM unnest(p.proconfig) c WHERE c ~ '^search_path=.*pg_temp$')
            """)).ShouldBeEmpty();
}
