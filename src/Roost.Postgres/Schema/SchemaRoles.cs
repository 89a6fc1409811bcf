using Npgsql;

namespace Roost.Postgres.Schema;

/// <summary>The names of the roles that a database grants its rights to, ready to stand in SQL.</summary>
/// <param name="App">The application role.</param>
/// <param name="System">The system role.</param>
public sealed record SchemaRoles(string App, string System)
{
    /// <summary>Reads the names from connection strings.</summary>
    public static SchemaRoles From(PostgresOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var app = User(options.App) ?? throw new InvalidOperationException($"Set {PostgresOptions.Section}:App: migrations grant rights to its user.");
        return new(app, User(options.System) ?? app);
    }

    private static string? User(string? connectionString) =>
        string.IsNullOrWhiteSpace(connectionString) || new NpgsqlConnectionStringBuilder(connectionString).Username is not { Length: > 0 } user
            ? null
            : Quote(user);

    private static string Quote(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
