using Roost.Messaging.Schema;
using Roost.Messaging.Streams.Declaration;
using Roost.Postgres.Schema;
using static Roost.Messaging.Schema.SqlLiterals;

namespace Roost.Messaging.Streams.Schema;

/// <summary>Where streams are kept, and how far what follows them has come.</summary>
internal sealed class StreamsSchema(StreamCatalogue catalogue) : ISchemaPart
{
    public const string Part = "streams";

    private const string ForApp =
        "roost.stream_append, roost.stream_snapshot_take, roost.stream_load, roost.stream_read, roost.projection_live, roost.projection_advance, roost.projection_forget";

    private const string ForSystem =
        "roost.stream_settled, roost.stream_follow, roost.stream_follow_tenant, roost.projection_enter, roost.projection_rebuild, roost.projection_switch, roost.projection_move, roost.projection_fall_behind, roost.projection_caught_up";

    private const string ForOwner = "roost.stream_tenant";

    private static readonly string Functions =
        MessagingSchema.Drop("(stream|projection)_") + AppendFunctions.Create + FollowFunctions.Create + ProjectionFunctions.Create + BehindFunctions.Create;

    public string Name => Part;

    public IReadOnlyList<string> Steps(SchemaRoles roles) => [StreamTables.Create];

    // Nobody may change or delete what was appended: the system role reads it, and the application role has functions that append and read.
    public string Grants(SchemaRoles roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        return $"""
            {Functions}
            GRANT SELECT ON roost.stream, roost.stream_event TO {roles.System};
            GRANT SELECT ON SEQUENCE roost.stream_event_seq_seq TO {roles.System};
            GRANT SELECT ON roost.projection_checkpoint TO {roles.System};
            GRANT SELECT, INSERT, UPDATE ON roost.projection TO {roles.System};
            GRANT SELECT, INSERT, UPDATE, DELETE ON roost.projection_generation, roost.projection_behind TO {roles.System};
            {string.Join('\n', new[] { "roost.stream", "roost.stream_event", "roost.projection_checkpoint", "roost.projection_behind" }.Select(table => SystemPolicy.For(table, roles, "true")))}
            REVOKE ALL ON FUNCTION {ForApp}, {ForSystem}, {ForOwner} FROM PUBLIC;
            GRANT EXECUTE ON FUNCTION {ForApp} TO {roles.App};
            GRANT EXECUTE ON FUNCTION {ForSystem} TO {roles.System};
            {Followers()}
            """;
    }

    // A migration knows all modules of the image, makes known what is new, and says what has gone.
    private string Followers() =>
        $"""
        {string.Concat(catalogue.Followers.Select(follower =>
            $"SELECT roost.projection_enter({Text(follower.Name)}, {Texts(follower.Streams)}, {Flag(follower.IsInline)}, {Flag(follower.IsSubscription)}, {Flag(follower.IsFromTheBeginning)});\n"))}
        UPDATE roost.projection SET retired_at = clock_timestamp() WHERE retired_at IS NULL AND name <> ALL ({Texts(catalogue.Followers.Select(follower => follower.Name))});
        """;

    private static string Flag(bool value) => value ? "true" : "false";
}
