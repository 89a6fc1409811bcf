using Roost.Messaging.Events.Declaration;
using Roost.Messaging.Schema;
using Roost.Postgres.Schema;
using static Roost.Messaging.Schema.SqlLiterals;

namespace Roost.Messaging.Events.Schema;

/// <summary>Where events wait and are remembered, and who subscribes.</summary>
internal sealed class EventsSchema(EventCatalogue catalogue) : ISchemaPart
{
    public const string Part = "events";

    private const string ForApp = "roost.event_add, roost.event_receive";

    private const string ForSystem = "roost.event_subscribe, roost.event_envelope, roost.event_advance, roost.event_replay, roost.event_keep_partitions";

    private static readonly string Functions = MessagingSchema.Drop("event_") + PublishFunctions.Create + AdvanceFunctions.Create + KeeperFunctions.Partitions("event_keep_partitions", 5, "event_log");

    public string Name => Part;

    public IReadOnlyList<string> Steps(SchemaRoles roles) => [EventTables.Create];

    // With the subscriptions: a migration knows all modules of the image, and says what has gone.
    public string Grants(SchemaRoles roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        return $"""
            {Functions}
            GRANT SELECT, DELETE ON roost.outbox, roost.inbox TO {roles.System};
            GRANT SELECT, INSERT ON roost.event_log TO {roles.System};
            GRANT SELECT, INSERT, UPDATE ON roost.event_subscription TO {roles.System};
            {string.Join('\n', EventTables.WithTenant.Select(table => SystemPolicy.For(table, roles, "true")))}
            REVOKE ALL ON FUNCTION {ForApp}, {ForSystem} FROM PUBLIC;
            GRANT EXECUTE ON FUNCTION {ForApp} TO {roles.App};
            GRANT EXECUTE ON FUNCTION {ForSystem} TO {roles.System};
            {Subscriptions()}
            """;
    }

    private string Subscriptions()
    {
        var all = catalogue.Subscriptions;
        var names = Texts(all.Select(subscription => subscription.Kind));
        return $"""
            SELECT roost.event_subscribe({names}, {Texts(all.Select(subscription => subscription.EventName))}, {Texts(all.Select(subscription => subscription.Queue))},
                {Array(all.Select(subscription => subscription.Priority), "smallint")}, {Array(all.Select(subscription => subscription.MaxAttempts), "smallint")},
                {Array(all.Select(subscription => (int)subscription.Timeout.TotalMilliseconds), "int")}, {Array(all.Select(subscription => subscription.Limits is not null), "boolean")},
                {Array(all.Select(subscription => subscription.Forwards), "boolean")}, {Array(all.Select(subscription => subscription.IsFromTheBeginning), "boolean")});
            UPDATE roost.event_subscription SET retired_at = clock_timestamp() WHERE retired_at IS NULL AND name <> ALL ({names});
            """;
    }
}
