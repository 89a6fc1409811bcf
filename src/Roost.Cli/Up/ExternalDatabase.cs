using Npgsql;
using Roost.Cli.Workspace;
using Roost.Postgres.Embedded;

namespace Roost.Cli.Up;

/// <summary>A server somebody else runs: roles and database are made where they are missing, and nothing is ever removed.</summary>
internal sealed class ExternalDatabase(StateFolder state, string connection)
{
    private readonly NpgsqlConnectionStringBuilder _given = ConnectionText.Parse(connection);

    private string Server => $"{_given.Host}:{_given.Port}";

    public async Task<ShopDatabase> PrepareAsync(CancellationToken cancellationToken)
    {
        var name = _given.Database is { Length: > 0 } database and not "postgres" ? database : ShopDatabase.Name;
        await using var administrator = await OpenAsync(cancellationToken);
        if (administrator.PostgreSqlVersion.Major < PostgresBinaries.OldestMajor)
        {
            throw new CliFault($"The server at {Server} is PostgreSQL {administrator.PostgreSqlVersion}, {PostgresBinaries.OldestMajor} or newer is needed.");
        }

        IReadOnlyDictionary<ClusterRole, string> passwords;
        try
        {
            passwords = await EnsureRolesAsync(administrator, cancellationToken);
            await RoostRoles.EnsureDatabaseAsync(administrator, name, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new CliFault($"User {_given.Username} may not create the database: have an administrator run CREATE DATABASE \"{name}\" OWNER {RoostRoles.Owner}, then start again.", e);
        }
        catch (Exception e) when (e is NpgsqlException or ArgumentException)
        {
            throw new CliFault($"Database {name} could not be prepared on {Server}: {(e as PostgresException)?.MessageText ?? e.Message} Look into the server's log, then start again.", e);
        }

        string Connection(ClusterRole role) => new NpgsqlConnectionStringBuilder(_given.ConnectionString)
        {
            Username = RoostRoles.NameOf(role),
            Password = passwords[role],
            Database = name,
        }.ConnectionString;
        return new(
            Connection(ClusterRole.Owner), Connection(ClusterRole.App), Connection(ClusterRole.System),
            $"psql -h {_given.Host} -p {_given.Port} -U {_given.Username} {name}", _given.ConnectionString, () => Task.CompletedTask);
    }

    /// <summary>Roles belong to the whole server, so another project's passwords are never overwritten.</summary>
    private async Task<IReadOnlyDictionary<ClusterRole, string>> EnsureRolesAsync(NpgsqlConnection administrator, CancellationToken cancellationToken)
    {
        var file = new RolePasswords(state, Server);
        var known = file.Read();
        var missing = await MissingAsync(administrator, cancellationToken);
        if (known is null && missing.Count < RolePasswords.Roles.Count)
        {
            var role = RoostRoles.NameOf(RolePasswords.Roles.First(role => !missing.Contains(role)));
            throw new CliFault($"Role {role} exists on {Server} with a password that is not known here: give the roles' passwords as JSON in {file.Path} ({RolePasswords.Form}), or drop the roles.");
        }

        // Before the roles: a run that is broken off in between leaves passwords that the next one gives them.
        var passwords = known ?? file.Make();
        try
        {
            if (missing.Count > 0)
            {
                await RoostRoles.EnsureAsync(administrator, missing.ToDictionary(role => role, role => passwords[role]), cancellationToken);
            }
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            if (known is null)
            {
                // Whoever makes the roles chooses other passwords.
                StateFolder.Forget(file.Path);
            }

            throw new CliFault($"User {_given.Username} may not create roles: give --database an administrator, or have one create {string.Join(", ", RolePasswords.Roles.Select(RoostRoles.NameOf))}.", e);
        }

        return passwords;
    }

    /// <summary>A server that was made anew under an old address has lost what was made on it.</summary>
    private static async Task<IReadOnlyList<ClusterRole>> MissingAsync(NpgsqlConnection administrator, CancellationToken cancellationToken)
    {
        await using var query = new NpgsqlCommand("SELECT array_agg(rolname::text) FROM pg_roles WHERE rolname = ANY ($1)", administrator)
        {
            Parameters = { new() { Value = RolePasswords.Roles.Select(RoostRoles.NameOf).ToArray() } },
        };
        var there = await query.ExecuteScalarAsync(cancellationToken) as string[] ?? [];
        return [.. RolePasswords.Roles.Where(role => !there.Contains(RoostRoles.NameOf(role)))];
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(_given.Host) || string.IsNullOrWhiteSpace(_given.Username))
        {
            throw new CliFault("--database needs a whole connection string, such as 'Host=localhost;Port=5432;Database=shop;Username=postgres;Password=…'.");
        }

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
            throw new CliFault($"The server at {Server} can't be reached as {_given.Username}: {e.Message}", e);
        }
    }
}
