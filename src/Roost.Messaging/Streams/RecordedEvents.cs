using Npgsql;

namespace Roost.Messaging.Streams;

/// <summary>Reads events in the one order of columns that all functions give them in.</summary>
internal static class RecordedEvents
{
    public static RecordedEvent Read(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetString(3), reader.GetString(4), reader.GetInt64(5), reader.GetString(6),
        reader.GetFieldValue<DateTimeOffset>(7), reader.GetFieldValue<byte[]>(8), reader.GetFieldValue<byte[]>(9));
}
