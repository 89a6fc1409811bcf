using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Roost.Health;
using Roost.Postgres.Startup;

namespace Roost.Postgres.Connections;

/// <summary>The pools of this host, one a role, made when they are first needed.</summary>
public sealed class DataSources : IAsyncDisposable
{
    /// <summary>How many connections there are at most to ask about the server's health: one a role.</summary>
    internal const int HealthConnections = 2;

    /// <summary>How many connections there are at most to take and keep locks with.</summary>
    internal const int LockConnections = 2;

    private readonly Lazy<NpgsqlDataSource> _app;
    private readonly Lazy<NpgsqlDataSource> _system;
    private readonly Lazy<NpgsqlDataSource> _owner;
    private readonly Lazy<NpgsqlDataSource> _health;
    private readonly Lazy<NpgsqlDataSource> _systemHealth;
    private readonly Lazy<NpgsqlDataSource> _locks;

    /// <summary>Makes the pools; opens nothing.</summary>
    public DataSources(IOptions<PostgresOptions> options, ServerGate gate, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(gate);
        _app = new(() => Create(options.Value, options.Value.App, DatabaseRole.App, loggers, gate: gate.App));
        _system = new(() => Create(options.Value, options.Value.System, DatabaseRole.System, loggers, gate: gate.System));
        _owner = new(() => Create(options.Value, options.Value.Owner, DatabaseRole.Owner, loggers));
        _health = new(() => CreateHealth(options.Value, options.Value.App, DatabaseRole.App, "roost-health", loggers));
        _systemHealth = new(() => CreateHealth(options.Value, options.Value.System, DatabaseRole.System, "roost-system-health", loggers));
        _locks = new(() => CreateLocks(options.Value, loggers, gate.App));
    }

    /// <summary>The application role's pool.</summary>
    public NpgsqlDataSource App => _app.Value;

    /// <summary>The system role's pool.</summary>
    public NpgsqlDataSource System => _system.Value;

    /// <summary>The owner's pool.</summary>
    public NpgsqlDataSource Owner => _owner.Value;

    /// <summary>
    /// One connection of the application role's, apart from its pool: what asks whether the server lives must neither wait for
    /// requests nor take a connection from them.
    /// </summary>
    internal NpgsqlDataSource Health => _health.Value;

    /// <summary>The same of the system role's, to look at the server with before its pool is opened.</summary>
    internal NpgsqlDataSource SystemHealth => _systemHealth.Value;

    /// <summary>
    /// A few connections of the application role's for locks. A lease that waited for a place in the pool would end meanwhile; and operations that hold all of the pool's connections
    /// and want a lock would wait for each other.
    /// </summary>
    internal NpgsqlDataSource Locks => _locks.Value;

    /// <summary>
    /// Closes the connections that nobody uses at the moment. Called when the server was seen to be away: all of them are dead then,
    /// and each would fail one request if it were kept.
    /// </summary>
    internal void CloseIdle()
    {
        foreach (var source in new[] { _app, _system, _health, _systemHealth, _locks }.Where(source => source.IsValueCreated))
        {
            source.Value.Clear();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var source in new[] { _app, _system, _owner, _health, _systemHealth, _locks }.Where(source => source.IsValueCreated))
        {
            await source.Value.DisposeAsync();
        }
    }

    private static NpgsqlDataSource CreateHealth(PostgresOptions options, string? connectionString, DatabaseRole role, string name, ILoggerFactory loggers)
    {
        var seconds = (int)IDependencyCheck.TimeLimit.TotalSeconds;
        return Create(options, connectionString, role, loggers, builder =>
        {
            var settings = builder.ConnectionStringBuilder;
            settings.ApplicationName = name;
            settings.MaxPoolSize = 1;
            settings.MinPoolSize = 0;
            settings.Timeout = seconds;
            settings.CommandTimeout = seconds;
            settings.CancellationTimeout = 500;
            // It asks for plain texts and numbers only, and need not learn of other types first.
            builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        });
    }

    private static NpgsqlDataSource CreateLocks(PostgresOptions options, ILoggerFactory loggers, RoleGate gate) => Create(
        options,
        options.App,
        DatabaseRole.App,
        loggers,
        static builder =>
        {
            var settings = builder.ConnectionStringBuilder;
            settings.ApplicationName = "roost-locks";
            settings.MaxPoolSize = LockConnections;
            settings.MinPoolSize = 0;
            // A question that was given up is to make room for the next one soon.
            settings.CancellationTimeout = 500;
        },
        gate);

    private static NpgsqlDataSource Create(
        PostgresOptions options, string? connectionString, DatabaseRole role, ILoggerFactory loggers, Action<NpgsqlDataSourceBuilder>? adjust = null,
        RoleGate? gate = null)
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
        adjust?.Invoke(builder);
        // The name of the pool in metrics, which would otherwise be the connection string without its password.
        builder.Name = settings.ApplicationName;
        builder.UseLoggerFactory(loggers);
        if (gate is not null)
        {
            builder.UsePhysicalConnectionInitializer(RoleGate.Refuse, gate.PassAsync);
        }

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
