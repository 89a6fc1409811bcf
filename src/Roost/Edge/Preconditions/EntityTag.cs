using System.Globalization;

namespace Roost.Edge.Preconditions;

/// <summary>The ETag of a version: the number in quotes (RFC 9110 section 8.8.3), always strong.</summary>
internal static class EntityTag
{
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    public static bool TryParse(ReadOnlySpan<char> tag, out long version)
    {
        version = 0;
        tag = tag.Trim();
        return tag is ['"', .. var number, '"'] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out version);
    }
}
