using System.Text.Json;

namespace Roost.Security.Tokens;

/// <summary>Claims of the types that access tokens have. The readers answer false for a value of the wrong type; absence is for the caller to judge.</summary>
internal static class ClaimValue
{
    public static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Whole seconds since 1970 (a NumericDate may have a fraction; no issuer trusted here needs one). Absent is allowed, wrong is not.</summary>
    public static bool Time(JsonElement json, string name, out DateTimeOffset? time)
    {
        time = null;
        if (!json.TryGetProperty(name, out JsonElement value))
        {
            return true;
        }

        // Up to the year 9900, so that adding the skew can't overflow.
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out long seconds) || seconds is < 0 or > 250_000_000_000)
        {
            return false;
        }

        time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return true;
    }

    /// <summary>A GUID in the form 8-4-4-4-12, not all zeros. Absent is allowed, wrong is not.</summary>
    public static bool Id(JsonElement json, string name, out Guid? id)
    {
        id = null;
        if (!json.TryGetProperty(name, out JsonElement value))
        {
            return true;
        }

        // Written back and compared, because the framework's parser takes white space around it and prefixes inside.
        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { } text
            || !Guid.TryParseExact(text, "D", out Guid parsed) || parsed == Guid.Empty
            || !text.Equals(parsed.ToString(), StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        id = parsed;
        return true;
    }

    /// <summary>One string or a list of strings (RFC 7519, 4.1.3).</summary>
    public static bool Texts(JsonElement json, string name, out string[]? texts)
    {
        texts = null;
        if (!json.TryGetProperty(name, out JsonElement value))
        {
            return true;
        }

        texts = value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
                [.. value.EnumerateArray().Select(item => item.GetString()!)],
            _ => null,
        };
        return texts is not null;
    }
}
