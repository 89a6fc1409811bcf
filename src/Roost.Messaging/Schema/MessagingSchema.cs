using Roost.Model;
using Roost.Postgres.Schema;
using Roost.Topology;

namespace Roost.Messaging.Schema;

/// <summary>Where jobs wait, run, and are remembered.</summary>
internal sealed class MessagingSchema(ApplicationModel model, HostShape shape) : ISchemaPart
{
    public const string Part = "messaging";

    // Nothing but functions have changed: the step is there so that a host that calls them does not begin beside a database that has not got them.
    private const string PlacedClaims = "-- Claims name the place in a lane from where they go on.";

    private static readonly string[] ForApp = ["job_add", "job_hold", "job_complete", "job_status", "job_cancel_own"];

    private static readonly string[] ForOwner = ["job_tenant", "job_check_parents", "job_limit_set", "job_limit_clear", "job_queue_set", "job_queue_clear"];

    private static readonly string Functions =
        Drop("job_") + AppFunctions.Create + ClaimFunctions.Create + FinishFunctions.Create + KeeperFunctions.Create + AdmissionFunctions.Create + FlowFunctions.Create + SteerFunctions.Create
        + StatusFunctions.Create + ViewFunctions.Create + FormerFunctions.Create;

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

    public string Name => Part;

    public IReadOnlyList<string> Steps(SchemaRoles roles) => [JobTables.Create, SteeringTables.Create, PlacedClaims];

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
            {Execute(roles)}
            {DeclaredLimits.Of(model, shape)}
            """;
    }

    // By name, whatever their arguments: nobody may call any but the owner, the application role a few, the system role all that are not the owner's.
    private static string Execute(SchemaRoles roles) =>
        $"""
        DO $execute$
        DECLARE
            f record;
        BEGIN
            FOR f IN SELECT p.oid::regprocedure AS signature, p.proname::text AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'roost' AND p.proname ~ '^job_' LOOP
                EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.signature);
                IF f.name IN ({All(ForApp)}) THEN
                    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %s', f.signature, $role${roles.App}$role$);
                ELSIF f.name NOT IN ({All(ForOwner)}) THEN
                    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %s', f.signature, $role${roles.System}$role$);
                END IF;
            END LOOP;
        END
        $execute$;
        """;

    private static string All(IEnumerable<string> functions) => string.Join(", ", functions.Select(function => $"'{function}'"));
}
