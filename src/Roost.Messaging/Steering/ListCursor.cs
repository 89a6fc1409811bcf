using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Roost.Messaging.Steering;

/// <summary>Where a list of jobs goes on: behind a row, by what the row's state is listed by. It carries no rights, and what does not parse is refused.</summary>
internal sealed record ListCursor(short State, string Queue, string Kind, short Priority, Guid Tenant, string Key, DateTime? At, long Seq, Guid Id)
{
    /// <summary>Before the first job of a state.</summary>
    public static ListCursor Before(short state) => new(state, "", "", short.MinValue, Guid.Empty, "", null, -1, Guid.Empty);

    public string Encode() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    public static bool TryRead(string text, [NotNullWhen(true)] out ListCursor? cursor)
    {
        cursor = null;
        if (!Base64Url.IsValid(text))
        {
            return false;
        }

        try
        {
            cursor = JsonSerializer.Deserialize<ListCursor>(Base64Url.DecodeFromChars(text));
            // PostgreSQL knows no U+0000, and no time before its own.
            return cursor is { Queue: not null, Kind: not null, Key: not null }
                && !$"{cursor.Queue}{cursor.Kind}{cursor.Key}".Contains('\0', StringComparison.Ordinal)
                && cursor.At is null or { Kind: DateTimeKind.Utc };
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
