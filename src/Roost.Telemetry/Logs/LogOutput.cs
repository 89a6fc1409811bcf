namespace Roost.Telemetry.Logs;

/// <summary>Where log lines go: standard output. A host that wants them elsewhere registers another before it adds Roost.</summary>
/// <param name="stream">Takes UTF-8 text, whole lines at a time. Not disposed.</param>
/// <param name="isTerminal">Whether a person reads along on a terminal that understands colours.</param>
public sealed class LogOutput(Stream stream, bool isTerminal = false)
{
    /// <summary>Takes UTF-8 text, whole lines at a time.</summary>
    public Stream Stream { get; } = stream;

    /// <summary>Whether a person reads along on a terminal that understands colours.</summary>
    public bool IsTerminal { get; } = isTerminal;

    /// <summary>Standard output, past <see cref="Console.Out"/> and its lock.</summary>
    internal static LogOutput Standard() => new(Console.OpenStandardOutput(), !Console.IsOutputRedirected);
}
