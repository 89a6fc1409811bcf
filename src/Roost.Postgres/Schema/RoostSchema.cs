using Dapper;
using Npgsql;

namespace Roost.Postgres.Schema;

/// <summary>
/// Roost's own schema in a database: one <c>roost</c> schema, whatever modules live there. The application role may add to its tables
/// where a part grants it, and nothing else.
/// </summary>
public sealed class RoostSchema(IEnumerable<ISchemaPart> parts)
{
    // Any constant will do, if nothing else in the database locks the same one.
    private const long MigrationLock = 0x526F6F7374;

    /// <summary>Takes the lock that lets one migration run at a time. It is released with the connection.</summary>
    public static Task LockAsync(NpgsqlConnection owner, CancellationToken cancellationToken) =>
        owner.ExecuteAsync(new CommandDefinition("SELECT pg_advisory_lock(@MigrationLock)", new { MigrationLock }, commandTimeout: 600, cancellationToken: cancellationToken));

    /// <summary>Brings the schema up to date. The caller holds the lock.</summary>
    public async Task ApplyAsync(NpgsqlConnection owner, SchemaRoles roles, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(roles);
        await owner.ExecuteAsync(new CommandDefinition(
            """
            CREATE SCHEMA IF NOT EXISTS roost;
            CREATE TABLE IF NOT EXISTS roost.schema_version (
                part text PRIMARY KEY,
                version text NOT NULL);
            COMMENT ON TABLE roost.schema_version IS 'tenant-free: says which version each schema has';
            """,
            cancellationToken: cancellationToken));
        foreach (var part in parts)
        {
            await ApplyAsync(owner, part, roles, cancellationToken);
        }

        await GrantAsync(owner, roles, cancellationToken);
    }

    /// <summary>Gives the roles their rights in the schema. Running it again changes nothing.</summary>
    public Task GrantAsync(NpgsqlConnection owner, SchemaRoles roles, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(roles);
        // In one transaction, as every statement of one command is: nobody sees the moment between taking and giving.
        return owner.ExecuteAsync(new CommandDefinition(
            $"""
            GRANT USAGE ON SCHEMA roost TO {roles.App}, {roles.System};
            GRANT SELECT ON roost.schema_version TO {roles.App}, {roles.System};
            {string.Join(";\n", parts.Select(part => part.Grants(roles)))}
            """,
            cancellationToken: cancellationToken));
    }

    /// <summary>Records the version of a schema, for the check that hosts make at start.</summary>
    public static Task RecordAsync(NpgsqlConnection owner, string part, string version, CancellationToken cancellationToken) =>
        owner.ExecuteAsync(new CommandDefinition(
            "INSERT INTO roost.schema_version VALUES (@part, @version) ON CONFLICT (part) DO UPDATE SET version = excluded.version",
            new { part, version },
            cancellationToken: cancellationToken));

    private static async Task ApplyAsync(NpgsqlConnection owner, ISchemaPart part, SchemaRoles roles, CancellationToken cancellationToken)
    {
        var name = "roost." + part.Name;
        var applied = await owner.ExecuteScalarAsync<int?>(new CommandDefinition(
            "SELECT version::int FROM roost.schema_version WHERE part = @name", new { name }, cancellationToken: cancellationToken)) ?? 0;
        var steps = part.Steps(roles);
        for (var step = applied; step < steps.Count; step++)
        {
            await using var transaction = await owner.BeginTransactionAsync(cancellationToken);
            await owner.ExecuteAsync(new CommandDefinition(steps[step], transaction: transaction, cancellationToken: cancellationToken));
            await RecordAsync(owner, name, (step + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }
}
