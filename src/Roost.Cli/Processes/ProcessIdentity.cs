using System.Diagnostics;
using System.Globalization;

namespace Roost.Cli.Processes;

/// <summary>
/// One process and no other: its number alone may have been given to a stranger since.
/// </summary>
/// <param name="Id">The process id.</param>
/// <param name="Started">When it started, in the system's own count.</param>
/// <param name="Command">Its command line.</param>
internal sealed record ProcessIdentity(int Id, string Started, string Command)
{
    // Fields 3 and 22 of /proc/PID/stat, counted from the one after the name in brackets (proc(5)).
    private const int State = 0;
    private const int StartTime = 19;

    /// <summary>null when there is no such process, or only its shell of a zombie.</summary>
    public static ProcessIdentity? Of(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            if (!OperatingSystem.IsLinux())
            {
                return new(id, process.StartTime.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture), process.ProcessName);
            }

            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            // The command line of one that is about to become another program is empty for a moment, so that alone says nothing.
            return fields[State] is "Z" or "X" ? null : new(id, fields[StartTime], File.ReadAllText($"/proc/{id}/cmdline").Replace('\0', ' ').Trim());
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException)
        {
            return null;
        }
    }

    /// <summary>A child looked at too early still shows the program that was to start it, before its own command line.</summary>
    public bool IsRunning => Of(Id) is { } now && now.Started == Started && now.Command.EndsWith(Command, StringComparison.Ordinal);
}
