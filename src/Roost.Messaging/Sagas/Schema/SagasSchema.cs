using Roost.Messaging.Schema;
using Roost.Postgres.Schema;

namespace Roost.Messaging.Sagas.Schema;

/// <summary>Where sagas stand, and what they were told.</summary>
internal sealed class SagasSchema : ISchemaPart
{
    public const string Part = "sagas";

    private const string ForApp = "roost.saga_start, roost.saga_signal, roost.saga_record_own";

    private const string ForSystem = "roost.saga_take, roost.saga_note, roost.saga_record, roost.saga_wake, roost.saga_state, roost.saga_list, roost.saga_find, roost.saga_resume, roost.saga_keep_partitions";

    private static readonly string Functions =
        MessagingSchema.Drop("saga_") + StartFunctions.Create + RecordFunctions.Create + WakeFunctions.Create + SteerFunctions.Create + KeeperFunctions.Partitions("saga_keep_partitions", 6, "saga_done", "saga_history");

    public string Name => Part;

    public IReadOnlyList<string> Steps(SchemaRoles roles) => [SagaTables.Create];

    public string Grants(SchemaRoles roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        return $"""
            {Functions}
            GRANT SELECT, UPDATE, DELETE ON roost.saga, roost.saga_key TO {roles.System};
            GRANT SELECT, INSERT, UPDATE, DELETE ON roost.saga_signal TO {roles.System};
            GRANT SELECT, INSERT ON roost.saga_done, roost.saga_history TO {roles.System};
            {string.Join('\n', SagaTables.WithTenant.Select(table => SystemPolicy.For(table, roles, "true")))}
            REVOKE ALL ON FUNCTION {ForApp}, {ForSystem} FROM PUBLIC;
            GRANT EXECUTE ON FUNCTION {ForApp} TO {roles.App};
            GRANT EXECUTE ON FUNCTION {ForSystem} TO {roles.System};
            """;
    }
}
