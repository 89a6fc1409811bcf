using Roost.Postgres.Schema;

namespace Roost.Messaging.Schema;

/// <summary>Where jobs wait, run, and are remembered.</summary>
internal sealed class MessagingSchema : ISchemaPart
{
    public const string Part = "messaging";

    private const string ForApp = "roost.job_add, roost.job_hold, roost.job_complete";

    private const string ForSystem =
        "roost.job_lanes, roost.job_claim, roost.job_claim_suspect, roost.job_finish, roost.job_fail, roost.job_bury, roost.job_give_back, roost.job_give_back_lost, roost.job_promote, roost.job_beat, roost.job_rescue, roost.job_keep_partitions";

    public string Name => Part;

    public IReadOnlyList<string> Steps(SchemaRoles roles) => [JobTables.Create + AppFunctions.Create + ClaimFunctions.Create + FinishFunctions.Create + KeeperFunctions.Create];

    // The application role has no right to any table: what it may do, it does through functions, for its own tenant.
    public string Grants(SchemaRoles roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        return $"""
            GRANT SELECT, INSERT, UPDATE, DELETE ON roost.job_worker TO {roles.System};
            GRANT SELECT, UPDATE, DELETE ON roost.job TO {roles.System};
            GRANT SELECT, UPDATE, DELETE ON roost.job_unique TO {roles.System};
            GRANT SELECT, INSERT ON roost.job_done, roost.job_error TO {roles.System};
            GRANT SELECT, INSERT, UPDATE ON roost.job_dead TO {roles.System};
            {string.Join('\n', JobTables.WithTenant.Select(table => SystemPolicy.For(table, roles, "true")))}
            REVOKE ALL ON FUNCTION roost.job_tenant, {ForApp}, {ForSystem} FROM PUBLIC;
            GRANT EXECUTE ON FUNCTION {ForApp} TO {roles.App};
            GRANT EXECUTE ON FUNCTION {ForSystem} TO {roles.System};
            """;
    }
}
