using Npgsql;

namespace Roost.Postgres.Schema;

/// <summary>The names of the roles that a database grants its rights to, ready to stand in SQL.</summary>
/// <param name="App">The application role.</param>
/// <param name="System">The system role.</param>
public sealed record SchemaRoles(string App, string System)
{
    /// <summary>Reads the names from connection strings.</summary>
    /// <exception cref="InvalidOperationException">One is missing, or two roles are the same user: the rights of one would be the other's.</exception>
    public static SchemaRoles From(PostgresOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var app = Required(options.App, nameof(options.App));
        var system = Required(options.System, nameof(options.System));
        Distinct(app, nameof(options.App), system, nameof(options.System));
        if (User(options.Owner) is { } owner)
        {
            Distinct(app, nameof(options.App), owner, nameof(options.Owner));
            Distinct(system, nameof(options.System), owner, nameof(options.Owner));
        }

        return new(app, system);
    }

    private static string Required(string? connectionString, string role) => User(connectionString) ?? throw new InvalidOperationException(
        $"Set {PostgresOptions.Section}:{role} to a connection string that names its user: migrations grant rights to it.");

    private static void Distinct(string user, string role, string other, string otherRole)
    {
        if (user == other)
        {
            throw new InvalidOperationException(
                $"{PostgresOptions.Section}:{role} and :{otherRole} have the same user {user}. Give each its own: the application must not have the rights of the others.");
        }
    }

    private static string? User(string? connectionString) =>
        string.IsNullOrWhiteSpace(connectionString) || new NpgsqlConnectionStringBuilder(connectionString).Username is not { Length: > 0 } user
            ? null
            : Quote(user);

    private static string Quote(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
