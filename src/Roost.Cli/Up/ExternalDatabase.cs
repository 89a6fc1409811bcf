using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using Roost.Cli.Workspace;
using Roost.Postgres.Embedded;

namespace Roost.Cli.Up;

/// <summary>A server somebody else runs: roles and database are made where they are missing, and nothing is ever removed.</summary>
internal sealed class ExternalDatabase(StateFolder state, string connection)
{
    private static readonly ClusterRole[] Roles = [ClusterRole.Owner, ClusterRole.App, ClusterRole.System];

    private readonly NpgsqlConnectionStringBuilder _given = ConnectionText.Parse(connection);

    public async Task<ShopDatabase> PrepareAsync(CancellationToken cancellationToken)
    {
        var name = _given.Database is { Length: > 0 } database and not "postgres" ? database : ShopDatabase.Name;
        await using var administrator = await OpenAsync(cancellationToken);
        if (administrator.PostgreSqlVersion.Major < PostgresBinaries.OldestMajor)
        {
            throw new CliFault($"The server at {_given.Host}:{_given.Port} is PostgreSQL {administrator.PostgreSqlVersion}, {PostgresBinaries.OldestMajor} or newer is needed.");
        }

        var passwords = await EnsureRolesAsync(administrator, cancellationToken);
        try
        {
            await RoostRoles.EnsureDatabaseAsync(administrator, name, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new CliFault($"User {_given.Username} may not create the database: have an administrator run CREATE DATABASE \"{name}\" OWNER {RoostRoles.Owner}, then start again.", e);
        }

        string Connection(ClusterRole role) => new NpgsqlConnectionStringBuilder(_given.ConnectionString)
        {
            Username = RoostRoles.NameOf(role),
            Password = passwords[role],
            Database = name,
        }.ConnectionString;
        return new(
            Connection(ClusterRole.Owner), Connection(ClusterRole.App), Connection(ClusterRole.System),
            $"psql -h {_given.Host} -p {_given.Port} -U {_given.Username} {name}", () => Task.CompletedTask);
    }

    /// <summary>Roles belong to the whole server, so another project's passwords are never overwritten.</summary>
    private async Task<IReadOnlyDictionary<ClusterRole, string>> EnsureRolesAsync(NpgsqlConnection administrator, CancellationToken cancellationToken)
    {
        var file = state.PathOf($"database-{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{_given.Host}:{_given.Port}")))[..12]}.json");
        if (File.Exists(file) && JsonSerializer.Deserialize<Dictionary<ClusterRole, string>>(await File.ReadAllTextAsync(file, cancellationToken)) is { } known)
        {
            return known;
        }

        await using var query = new NpgsqlCommand("SELECT rolname FROM pg_roles WHERE rolname = ANY ($1)", administrator)
        {
            Parameters = { new() { Value = Roles.Select(RoostRoles.NameOf).ToArray() } },
        };
        if (await query.ExecuteScalarAsync(cancellationToken) is string role)
        {
            throw new CliFault($"Role {role} exists on {_given.Host}:{_given.Port} with a password that is not known here: give the roles' passwords as JSON in {file} ({{\"Owner\": …, \"App\": …, \"System\": …}}), or drop the roles.");
        }

        var made = Roles.ToDictionary(role => role, _ => RandomNumberGenerator.GetHexString(32, lowercase: true));
        state.WriteSecret(file, JsonSerializer.Serialize(made));
        try
        {
            await RoostRoles.EnsureAsync(administrator, made, cancellationToken);
        }
        catch (PostgresException e)
        {
            File.Delete(file);
            throw new CliFault(
                e.SqlState == PostgresErrorCodes.InsufficientPrivilege
                    ? $"User {_given.Username} may not create roles: give --database an administrator, or have one create {string.Join(", ", Roles.Select(RoostRoles.NameOf))}."
                    : $"The roles could not be made: {e.MessageText}.",
                e);
        }

        return made;
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        // The database named may be the one that is to be made.
        var administration = new NpgsqlConnectionStringBuilder(_given.ConnectionString) { Database = "postgres", Pooling = false };
        var opened = new NpgsqlConnection(administration.ConnectionString);
        try
        {
            await opened.OpenAsync(cancellationToken);
            return opened;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            await opened.DisposeAsync();
            throw new CliFault($"The server at {_given.Host}:{_given.Port} can't be reached as {_given.Username}: {e.Message}", e);
        }
    }
}
