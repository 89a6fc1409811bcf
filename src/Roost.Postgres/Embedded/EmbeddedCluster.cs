using Npgsql;

namespace Roost.Postgres.Embedded;

/// <summary>
/// A private PostgreSQL server of this process: on 127.0.0.1 and a unix socket that only this user can reach, with random passwords
/// and Roost's three roles. For development and tests; in production a host is given connection strings. Runs on Linux and macOS.
/// </summary>
public sealed partial class EmbeddedCluster : IAsyncDisposable
{
    private readonly ClusterServer _server;
    private readonly ClusterState _state;
    private readonly NpgsqlDataSource _administration;
    private readonly FileStream _lock;
    private readonly OwnerWatch? _watch;
    private readonly bool _deleteOnStop;
    private readonly string _cloneStrategy;
    private int _stopped;

    private EmbeddedCluster(
        ClusterServer server, ClusterState state, NpgsqlDataSource administration, FileStream @lock, OwnerWatch? watch, EmbeddedClusterOptions options)
    {
        _server = server;
        _state = state;
        _administration = administration;
        _lock = @lock;
        _watch = watch;
        _deleteOnStop = options.DeleteOnStop;
        // Copying files takes two checkpoints, cheap only without fsync; through the log it is pages written twice. Measured with 60
        // tables on two cores: 25 ms against 60 ms fast, 240 ms against 190 ms durable.
        _cloneStrategy = options.Durability == ClusterDurability.Fast ? "FILE_COPY" : "WAL_LOG";
    }

    /// <summary>The TCP port on 127.0.0.1.</summary>
    public int Port => _state.Port;

    /// <summary>The folder of the unix socket, which may stand as host in a connection string.</summary>
    public string SocketFolder => _state.SocketFolder;

    /// <summary>The folder that holds everything of this cluster.</summary>
    public string Folder => _server.Folder.Root;

    /// <summary>The server's log file.</summary>
    public string LogFile => _server.Folder.Log;

    /// <summary>The process id of the server.</summary>
    public int ProcessId => _state.ProcessId;

    /// <summary>The server's programs, among them <c>psql</c>, <c>pg_dump</c> and <c>pg_restore</c>.</summary>
    public PostgresBinaries Binaries => _server.Binaries;

    /// <summary>A connection string over TCP with the role's password.</summary>
    /// <param name="role">Who signs in.</param>
    /// <param name="database">The database, which need not exist yet.</param>
    public string ConnectionString(ClusterRole role, string database) => ConnectionString(_state, role, database);

    /// <summary>
    /// Stops the server: open transactions are rolled back, everything else is on disk when this returns. Called again it does nothing.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait, not the stop.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 1)
        {
            return;
        }

        await using (_lock)
        {
            await _administration.DisposeAsync();
            await _server.StopAsync(cancellationToken);
            _watch?.Dispose();
            if (Directory.Exists(SocketFolder))
            {
                Directory.Delete(SocketFolder, recursive: true);
            }

            if (_deleteOnStop)
            {
                Directory.Delete(_server.Folder.Root, recursive: true);
            }
        }
    }

    /// <summary>Stops the server.</summary>
    public async ValueTask DisposeAsync() => await StopAsync();

    private static string ConnectionString(ClusterState state, ClusterRole role, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = state.Port,
        Username = RoostRoles.NameOf(role),
        Password = state.Passwords[role],
        Database = database,
    }.ConnectionString;
}
