using Npgsql;

namespace Roost.Postgres.Embedded;

public sealed partial class EmbeddedCluster
{
    /// <summary>A free port may be taken between the look and the bind.</summary>
    private const int PortAttempts = 5;

    /// <summary>
    /// Starts the cluster: creates it if its folder is empty, adopts a server that a killed owner left running, recovers one that
    /// crashed.
    /// </summary>
    /// <param name="options">Where and how.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="EmbeddedClusterException">It could not; the message is one line that says what to do.</exception>
    public static async Task<EmbeddedCluster> StartAsync(EmbeddedClusterOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (OperatingSystem.IsWindows())
        {
            throw new EmbeddedClusterException(
                ClusterFault.UnsupportedPlatform, "The embedded PostgreSQL runs on Linux and macOS: on Windows give the connection string of a server of your own.");
        }

        var folder = new ClusterFolder(options.Directory);
        var user = await ServerUser.ResolveAsync(cancellationToken);
        var binaries = await PostgresBinaries.FindAsync(options.BinariesFolder, folder.DataMajor(), cancellationToken);
        FileStream ownerLock;
        try
        {
            await user.CreateFolderAsync(folder.Root, cancellationToken);
            ownerLock = TakeLock(folder);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw ServerFaults.Read(e, folder, user);
        }

        var server = new ClusterServer(folder, user, binaries);
        var watch = options.StopWithOwner ? server.Watch(options.DeleteOnStop) : null;
        try
        {
            return await StartAsync(server, options, ownerLock, watch, cancellationToken);
        }
        catch (Exception e)
        {
            await server.StopAsync(CancellationToken.None);
            watch?.Dispose();
            if (options.DeleteOnStop)
            {
                Directory.Delete(folder.Root, recursive: true);
            }

            await ownerLock.DisposeAsync();
            throw e is UnauthorizedAccessException or IOException ? ServerFaults.Read(e, folder, user) : e;
        }
    }

    private static async Task<EmbeddedCluster> StartAsync(
        ClusterServer server, EmbeddedClusterOptions options, FileStream ownerLock, OwnerWatch? watch, CancellationToken cancellationToken)
    {
        await server.CreateAsync(options.Durability, cancellationToken);
        var state = await StartServerAsync(server, options, cancellationToken);
        var administration = Administration(state);
        try
        {
            await using var connection = await administration.OpenConnectionAsync(cancellationToken);
            await EnsureRolesAsync(connection, state, cancellationToken);
            await state.WriteAsync(server.Folder.State, cancellationToken);
        }
        catch
        {
            await administration.DisposeAsync();
            throw;
        }

        return new(server, state, administration, ownerLock, watch, options);
    }

    private static async Task<ClusterState> StartServerAsync(ClusterServer server, EmbeddedClusterOptions options, CancellationToken cancellationToken)
    {
        var known = ClusterState.Read(server.Folder.State);
        var state = known ?? ClusterState.New(server.Folder.SocketFolder());
        if (await server.FindRunningAsync(cancellationToken) is { } running)
        {
            var port = options.Port ?? state.Port;
            if (known is not null && server.HasSettings(ServerSettings.Write(options, port, state.SocketFolder)))
            {
                return state with { Port = port, ProcessId = running.ProcessId };
            }

            await server.StopAsync(cancellationToken);
        }

        // A name that was free once may be anybody's by now, and the project may have moved.
        state = state with { SocketFolder = server.Folder.SocketFolder() };
        await server.User.CreateFolderAsync(state.SocketFolder, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var port = options.Port ?? (attempt == 1 && state.Port != 0 && LoopbackPort.IsFree(state.Port) ? state.Port : LoopbackPort.FindFree());
            server.WriteSettings(ServerSettings.Write(options, port, state.SocketFolder));
            // Before the server starts: should this process be killed now, the next must know the socket it adopts.
            state = state with { Port = port };
            await state.WriteAsync(server.Folder.State, cancellationToken);
            try
            {
                return state with { ProcessId = (await server.StartAsync(port, cancellationToken)).ProcessId };
            }
            catch (EmbeddedClusterException e) when (e.Fault == ClusterFault.PortInUse && options.Port is null && attempt < PortAttempts)
            {
                // Somebody was quicker: the next round takes another.
            }
        }
    }

    private static NpgsqlDataSource Administration(ClusterState state) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder
    {
        // The socket's folder is the key: who can enter it is trusted.
        Host = state.SocketFolder,
        Port = state.Port,
        Username = RoostRoles.Superuser,
        Database = "postgres",
        ApplicationName = "roost",
        MaxPoolSize = 4,
    });

    /// <summary>Passwords are set at every start, so a lost state file, or a start broken off midway, mends itself.</summary>
    private static async Task EnsureRolesAsync(NpgsqlConnection connection, ClusterState state, CancellationToken cancellationToken)
    {
        await RoostRoles.ExecuteAsync(
            connection, $"ALTER ROLE {RoostRoles.Superuser} PASSWORD '{state.Passwords[ClusterRole.Superuser]}'", cancellationToken);
        await RoostRoles.EnsureAsync(connection, state.Passwords, cancellationToken);
    }

    private static FileStream TakeLock(ClusterFolder folder)
    {
        try
        {
            return new(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(folder.Lock) && e is not DirectoryNotFoundException)
        {
            throw new EmbeddedClusterException(
                ClusterFault.AlreadyRunning, $"The cluster in {folder.Root} belongs to another process that is still running: stop that one first.", e);
        }
    }
}
