namespace Roost.Postgres.Embedded;

/// <summary>Creates, starts and stops the server process of one folder.</summary>
internal sealed class ClusterServer(ClusterFolder folder, ServerUser user, PostgresBinaries binaries)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    public ClusterFolder Folder => folder;

    public ServerUser User => user;

    public PostgresBinaries Binaries => binaries;

    /// <summary>Makes the data folder unless it is there, and refuses one of another major version.</summary>
    public async Task CreateAsync(ClusterDurability durability, CancellationToken cancellationToken)
    {
        if (folder.DataMajor() is { } major)
        {
            if (major != binaries.Major)
            {
                throw new EmbeddedClusterException(
                    ClusterFault.DataFolderVersion,
                    $"The data folder {folder.Data} was made by PostgreSQL {major}, but only {binaries.Version} in {binaries.Folder} was found: install {major}, or remove the folder to start afresh.");
            }

            return;
        }

        if (Directory.Exists(folder.NewData))
        {
            Directory.Delete(folder.NewData, recursive: true);
        }

        // C.UTF-8 sorts by code point and knows every letter's case; macOS has it under no such name.
        var locale = OperatingSystem.IsLinux() ? "C.UTF-8" : "en_US.UTF-8";
        string[] arguments =
        [
            "-D", folder.NewData, "-U", RoostRoles.Superuser, "-E", "UTF8", $"--locale={locale}", "--lc-messages=C",
            "--auth-local=trust", "--auth-host=scram-sha-256", "--no-instructions", .. durability == ClusterDurability.Fast ? ["--no-sync"] : Array.Empty<string>(),
        ];
        var made = await Command.RunAsync(user.Start(binaries.Initdb, arguments), cancellationToken);
        if (!made.Succeeded)
        {
            throw ServerFaults.Read("Creating the cluster (initdb)", made.Output, folder);
        }

        await File.AppendAllTextAsync(
            Path.Combine(folder.NewData, "postgresql.conf"), $"\ninclude_if_exists = '{Path.GetFileName(folder.Settings)}'\n", cancellationToken);
        Directory.Move(folder.NewData, folder.Data);
    }

    /// <summary>A server that a killed owner left behind, once it is ready; null when there is none or it ends by itself.</summary>
    public async Task<Postmaster?> FindRunningAsync(CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (Postmaster.Find(folder.Data) is { } running)
        {
            if (running.IsReady)
            {
                return running;
            }

            if (TimeProvider.System.GetElapsedTime(began) > Patience)
            {
                throw new EmbeddedClusterException(
                    ClusterFault.ServerFailed, $"Process {running.ProcessId}, the server of {folder.Data}, is neither ready nor gone after {Patience.TotalSeconds} s: see {folder.Log}.");
            }

            await Task.Delay(Glance, cancellationToken);
        }

        return null;
    }

    public bool HasSettings(string text) => File.Exists(folder.Settings) && File.ReadAllText(folder.Settings) == text;

    public void WriteSettings(string text) => File.WriteAllText(folder.Settings, text);

    public async Task<Postmaster> StartAsync(int port, CancellationToken cancellationToken)
    {
        ServerLog.Rotate(folder.Log);
        for (var began = TimeProvider.System.GetTimestamp(); ;)
        {
            var log = ServerLog.At(folder.Log);
            var started = await Command.RunAsync(
                user.Start(binaries.PgCtl, "start", "-D", folder.Data, "-l", folder.Log, "-w", "-t", "120", "-s"), cancellationToken);
            if (started.Succeeded && Postmaster.Find(folder.Data) is { } running)
            {
                return running;
            }

            var output = started.Output + log.ReadNew();
            // The sessions of a killed server end on their own, a moment after it.
            if (output.Contains("pre-existing shared memory block", StringComparison.Ordinal) && TimeProvider.System.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(Glance, cancellationToken);
                continue;
            }

            throw ServerFaults.Read("Starting the server", output, folder, port);
        }
    }

    /// <summary>Fast shutdown (SIGINT): rolls open transactions back and writes a checkpoint.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Postmaster.Find(folder.Data) is null)
        {
            return;
        }

        var stopped = await Command.RunAsync(
            user.Start(binaries.PgCtl, "stop", "-D", folder.Data, "-m", "fast", "-w", "-t", "60", "-s"), cancellationToken);
        if (!stopped.Succeeded && Postmaster.Find(folder.Data) is not null)
        {
            throw ServerFaults.Read("Stopping the server", stopped.Output, folder);
        }
    }

    /// <summary>Begins before the server does, so that there is no moment at which a kill leaves it behind.</summary>
    public OwnerWatch Watch(bool delete) => OwnerWatch.Start(
        user,
        """
        "$1" stop -D "$2/data" -m immediate -w -t 30 -s
        if [ "$3" = delete ]; then rm -rf "$2"; fi
        """,
        binaries.PgCtl,
        folder.Root,
        delete ? "delete" : "keep");
}
