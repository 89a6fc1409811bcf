namespace Roost.Postgres.Embedded;

/// <summary>A database's name as an identifier; utility statements take no parameters.</summary>
internal static class DatabaseName
{
    /// <summary>PostgreSQL cuts longer names silently (NAMEDATALEN - 1), and two would become one.</summary>
    private const int LongestBytes = 63;

    public static string Quote(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (System.Text.Encoding.UTF8.GetByteCount(name) > LongestBytes || name.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException($"A database's name holds at most {LongestBytes} bytes and no zero character: '{name}'.", nameof(name));
        }

        return $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
