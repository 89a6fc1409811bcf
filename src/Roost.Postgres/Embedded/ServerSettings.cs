using System.Globalization;
using System.Text;

namespace Roost.Postgres.Embedded;

/// <summary>The server's settings, as the text of an included configuration file.</summary>
internal static class ServerSettings
{
    public static string Write(EmbeddedClusterOptions options, int port, string socketFolder)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = port.ToString(CultureInfo.InvariantCulture),
            ["unix_socket_directories"] = Quoted(socketFolder),
            ["max_connections"] = options.MaxConnections.ToString(CultureInfo.InvariantCulture),
            ["password_encryption"] = "scram-sha-256",
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["log_checkpoints"] = "off",
            // Messages are read back by their English text.
            ["lc_messages"] = "C",
        };
        if (options.Durability == ClusterDurability.Fast)
        {
            // synchronous_commit stays on: without fsync it costs next to nothing, and a killed server would lose commits without it.
            settings["fsync"] = "off";
            settings["full_page_writes"] = "off";
            settings["wal_level"] = "minimal";
            settings["max_wal_senders"] = "0";
            // Its workers sit in databases that are about to be cloned or dropped.
            settings["autovacuum"] = "off";
        }

        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        return settings.Aggregate(
            new StringBuilder("# Written at every start.\n"),
            (text, setting) => text.Append(CultureInfo.InvariantCulture, $"{setting.Key} = '{setting.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'\n"),
            text => text.ToString());
    }

    /// <summary>The setting is a list, in which a name with a space or a comma stands in double quotes.</summary>
    private static string Quoted(string folder) => $"\"{folder.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
