using Roost.Postgres.Schema;

namespace Roost.Messaging.Schema;

/// <summary>Where jobs wait, run, and are remembered.</summary>
internal sealed class MessagingSchema : ISchemaPart
{
    public const string Part = "messaging";

    private static readonly string[] ForApp =
        ["job_add", "job_hold", "job_complete", "job_status", "job_cancel_own"];

    private static readonly string[] ForSystem =
    [
        "job_lanes", "job_claim", "job_claim_suspect", "job_room", "job_took", "job_over", "job_finish", "job_fail", "job_end_cancelled", "job_bury", "job_give_back", "job_give_back_lost", "job_promote", "job_beat",
        "job_rescue", "job_keep_partitions", "job_limit_set", "job_limit_clear", "job_queue_set", "job_admit", "job_admit_kind", "job_admission_tenants", "job_tenant_room", "job_rate_left", "job_rate_used", "job_release", "job_report", "job_cancel", "job_pause", "job_resume", "job_replay", "job_discard", "job_retry_now",
    ];

    // Functions have no state: each migration exchanges them for its own, so that a database that has come a long way has the same as a new one.
    public static string Drop(string prefix) =>
        $"""
        DO $drop$
        DECLARE
            f regprocedure;
        BEGIN
            FOR f IN SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'roost' AND p.proname ~ '^{prefix}' LOOP
                EXECUTE 'DROP FUNCTION ' || f;
            END LOOP;
        END
        $drop$;

        """;

    private static readonly string Functions =
        Drop("job_") + AppFunctions.Create + ClaimFunctions.Create + FinishFunctions.Create + KeeperFunctions.Create + AdmissionFunctions.Create + FlowFunctions.Create + SteerFunctions.Create + StatusFunctions.Create;

    public string Name => Part;

    public IReadOnlyList<string> Steps(SchemaRoles roles) => [JobTables.Create, SteeringTables.Create];

    // The application role has no right to any table: what it may do, it does through functions, for its own tenant.
    public string Grants(SchemaRoles roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        return $"""
            {Functions}
            GRANT SELECT, INSERT, UPDATE, DELETE ON roost.job_worker, roost.job_limit, roost.job_rate, roost.job_queue, roost.job_admission, roost.job_child_over TO {roles.System};
            GRANT SELECT, INSERT, UPDATE, DELETE ON roost.job, roost.job_unique, roost.job_dead, roost.job_progress TO {roles.System};
            GRANT SELECT, INSERT ON roost.job_done, roost.job_error TO {roles.System};
            {string.Join('\n', JobTables.WithTenant.Concat(SteeringTables.WithTenant).Select(table => SystemPolicy.For(table, roles, "true")))}
            REVOKE ALL ON FUNCTION {All([.. ForApp, .. ForSystem, "job_tenant", "job_join"])} FROM PUBLIC;
            GRANT EXECUTE ON FUNCTION {All(ForApp)} TO {roles.App};
            GRANT EXECUTE ON FUNCTION {All(ForSystem)} TO {roles.System};
            """;
    }

    private static string All(IEnumerable<string> functions) => string.Join(", ", functions.Select(function => "roost." + function));
}
