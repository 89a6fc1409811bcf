using System.Diagnostics;
using System.Globalization;

namespace Roost.Postgres.Embedded;

/// <summary>The server process of a data folder, as its <c>postmaster.pid</c> tells it.</summary>
internal sealed record Postmaster(int ProcessId, bool IsReady)
{
    private const int StatusLine = 7;

    /// <summary>The running server of this data folder, or null; a file left behind by a dead one is removed.</summary>
    public static Postmaster? Find(string dataFolder)
    {
        var file = Path.Combine(dataFolder, "postmaster.pid");
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (IOException)
        {
            return null;
        }

        var lines = text.Split('\n');
        if (!int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var processId))
        {
            return null;
        }

        if (!IsServerOf(processId, text))
        {
            // The server removes a dead one's file itself, but not when the number now belongs to another of this user's processes.
            File.Delete(file);
            return null;
        }

        return new(processId, lines.Length > StatusLine && lines[StatusLine].Trim() == "ready");
    }

    private static bool IsServerOf(int processId, string pidFile)
    {
        Process process;
        try
        {
            process = Process.GetProcessById(processId);
        }
        catch (ArgumentException)
        {
            return false;
        }

        using (process)
        {
            if (!OperatingSystem.IsLinux())
            {
                return process.ProcessName == "postgres";
            }
        }

        // A server stands in its data folder, whatever path led there: the file seen from there must be the same.
        try
        {
            return File.ReadAllText($"/proc/{processId}/cwd/postmaster.pid").Split('\n')[0] == pidFile.Split('\n')[0];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
