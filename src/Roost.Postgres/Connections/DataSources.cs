using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Roost.Postgres.Connections;

/// <summary>The pools of this host, one a role, made when they are first needed.</summary>
public sealed class DataSources : IAsyncDisposable
{
    private readonly Lazy<NpgsqlDataSource> _app;
    private readonly Lazy<NpgsqlDataSource> _system;
    private readonly Lazy<NpgsqlDataSource> _owner;

    /// <summary>Makes the pools; opens nothing.</summary>
    public DataSources(IOptions<PostgresOptions> options, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        _app = new(() => Create(options.Value, options.Value.App, DatabaseRole.App, loggers));
        _system = new(() => Create(options.Value, options.Value.System, DatabaseRole.System, loggers));
        _owner = new(() => Create(options.Value, options.Value.Owner, DatabaseRole.Owner, loggers));
    }

    /// <summary>The application role's pool.</summary>
    public NpgsqlDataSource App => _app.Value;

    /// <summary>The system role's pool.</summary>
    public NpgsqlDataSource System => _system.Value;

    /// <summary>The owner's pool.</summary>
    public NpgsqlDataSource Owner => _owner.Value;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var source in new[] { _app, _system, _owner }.Where(source => source.IsValueCreated))
        {
            await source.Value.DisposeAsync();
        }
    }

    private static NpgsqlDataSource Create(PostgresOptions options, string? connectionString, DatabaseRole role, ILoggerFactory loggers)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            throw new InvalidOperationException(
                $"There is no connection string for the {role} role. Set {PostgresOptions.Section}:{role}, or start with ./roost up, which sets all three.");
        }

        var builder = new NpgsqlDataSourceBuilder(connectionString);
        var settings = builder.ConnectionStringBuilder;
        // What the connection string itself says wins; these are our defaults for what it leaves open.
        SetDefault(settings, "Maximum Pool Size", options.PoolSize);
        SetDefault(settings, "Timeout", (int)options.ConnectTimeout.TotalSeconds);
        SetDefault(settings, "Command Timeout", role == DatabaseRole.Owner ? 600 : (int)options.StatementTimeout.TotalSeconds);
        SetDefault(settings, "Application Name", $"roost-{role.ToString().ToLowerInvariant()}");
        SetDefault(settings, "Max Auto Prepare", 64);
        SetDefault(settings, "Auto Prepare Min Usages", 2);
        SetDefault(settings, "Connection Idle Lifetime", 60);
        SetDefault(settings, "Cancellation Timeout", 2000);
        // Nothing is left behind on a connection: settings are local to transactions, and nobody makes temporary tables.
        SetDefault(settings, "No Reset On Close", true);
        builder.UseLoggerFactory(loggers);
        return builder.Build();
    }

    private static void SetDefault(NpgsqlConnectionStringBuilder settings, string key, object value)
    {
        if (!settings.ContainsKey(key) || !settings.ShouldSerialize(key))
        {
            settings[key] = value;
        }
    }
}
