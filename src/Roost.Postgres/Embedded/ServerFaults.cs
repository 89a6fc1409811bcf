namespace Roost.Postgres.Embedded;

/// <summary>Turns what PostgreSQL's programs printed into one fault that says what to do.</summary>
internal static class ServerFaults
{
    /// <summary>What went wrong with a file of the cluster.</summary>
    public static EmbeddedClusterException Read(Exception fault, ClusterFolder folder, ServerUser user) => fault is UnauthorizedAccessException
        ? new(ClusterFault.PermissionDenied, $"The cluster's folder {folder.Root} can't be used: {fault.Message} It must belong to {user.Description}.", fault)
        : Read("Preparing the cluster's folder", fault.Message, folder);

    public static EmbeddedClusterException Read(string doing, string output, ClusterFolder folder, int? port = null)
    {
        string? Line(string text) => output.Split('\n').FirstOrDefault(line => line.Contains(text, StringComparison.OrdinalIgnoreCase))?.Trim();

        // The kernel says the same of its table of shared memory segments, which no disk space mends.
        if (Line("No space left on device") is { } full && !full.Contains("shared memory", StringComparison.Ordinal))
        {
            return new(ClusterFault.DiskFull, $"The disk is full: {doing} needs space in {folder.Root} (an empty cluster takes 40 MB). Free some and start again.");
        }

        if (port is not null && Line("Address already in use") is not null)
        {
            return LoopbackPort.Taken(port.Value);
        }

        if (Line("incompatible with server") is { } version)
        {
            return new(ClusterFault.DataFolderVersion, $"{doing} failed: {version}");
        }

        if (Line("Permission denied") is { } denied)
        {
            return new(ClusterFault.PermissionDenied, $"{doing} failed for want of permission in {folder.Root}: {denied}");
        }

        var cause = Line("PANIC:") ?? Line("FATAL:") ?? Line("error:") ?? output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault()?.Trim() ?? "it printed nothing";
        return new(ClusterFault.ServerFailed, $"{doing} failed: {cause} (server log: {folder.Log})");
    }
}
