using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Shop.PaymentSandbox.Journal;

/// <summary>Reads a journal from its beginning.</summary>
internal static class JournalReplay
{
    /// <summary>
    /// Hands on every entry, in order. What follows the last line feed was cut off by a crash before anyone got an answer:
    /// it is removed. A complete line that can't be read is damage that only a person can judge: nothing is removed.
    /// </summary>
    /// <returns>Where the next line goes, in bytes from the beginning.</returns>
    /// <exception cref="JournalException">A complete line can't be read.</exception>
    public static long Run(SafeFileHandle file, string path, Action<JournalEntry> apply, ILogger logger)
    {
        var length = RandomAccess.GetLength(file);
        var buffer = new byte[64 * 1024];
        long lineStart = 0, lineNumber = 1;
        var held = 0;

        while (lineStart + held < length)
        {
            if (held == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            held += RandomAccess.Read(file, buffer.AsSpan(held), lineStart + held);
            var rest = buffer.AsSpan(0, held);
            while (rest.IndexOf((byte)'\n') is >= 0 and var end)
            {
                Read(rest[..end], path, lineNumber++, apply);
                rest = rest[(end + 1)..];
                lineStart += end + 1;
            }

            rest.CopyTo(buffer);
            held = rest.Length;
        }

        if (held > 0)
        {
            Log.TornLineCut(logger, held, path, lineNumber);
            RandomAccess.SetLength(file, lineStart);
            RandomAccess.FlushToDisk(file);
        }

        return lineStart;
    }

    private static void Read(ReadOnlySpan<byte> line, string path, long number, Action<JournalEntry> apply)
    {
        try
        {
            apply(JsonSerializer.Deserialize(line, JournalJson.Default.JournalEntry)
                ?? throw new JsonException("The line says null."));
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException or InvalidDataException)
        {
            throw new JournalException(
                $"Line {number} of {path} can't be read: {fault.Message} The file was changed or damaged, or another version wrote it. Restore it from a copy, or move it away to start empty.",
                fault);
        }
    }
}
