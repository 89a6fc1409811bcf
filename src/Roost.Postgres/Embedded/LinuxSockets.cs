using System.Globalization;

namespace Roost.Postgres.Embedded;

/// <summary>Who listens where, from <c>/proc</c> (proc(5): net/tcp, fd).</summary>
internal static class LinuxSockets
{
    private const string Listening = "0A";
    private const int Address = 1;
    private const int State = 3;
    private const int Inode = 9;

    /// <summary>Processes of other users keep their sockets to themselves unless we are root.</summary>
    public static string? DescribeListener(int port)
    {
        var sockets = new[] { "/proc/net/tcp", "/proc/net/tcp6" }
            .Where(File.Exists)
            .SelectMany(table => File.ReadLines(table).Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[State] == Listening && fields[Address].EndsWith($":{port:X4}", StringComparison.Ordinal))
            .Select(fields => $"socket:[{fields[Inode]}]")
            .ToHashSet(StringComparer.Ordinal);
        if (sockets.Count == 0)
        {
            return null;
        }

        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            try
            {
                if (Directory.EnumerateFiles(Path.Combine(folder, "fd")).Any(file => new FileInfo(file).LinkTarget is { } target && sockets.Contains(target)))
                {
                    return string.Create(CultureInfo.InvariantCulture, $"{File.ReadAllText(Path.Combine(folder, "comm")).Trim()} (process {Path.GetFileName(folder)})");
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile, or is another user's.
            }
        }

        return null;
    }
}
