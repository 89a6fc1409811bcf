namespace Roost.Telemetry.Metrics.Prometheus;

/// <summary>Makes names that every version of Prometheus reads: letters, digits, single underscores, no digit first.</summary>
internal static class PrometheusName
{
    public static string Of(string name)
    {
        Span<char> text = name.Length < 256 ? stackalloc char[name.Length + 1] : new char[name.Length + 1];
        var length = 0;
        foreach (var character in name)
        {
            var isPlain = char.IsAsciiLetterOrDigit(character);
            if (length == 0 && char.IsAsciiDigit(character))
            {
                text[length++] = '_';
            }

            if (isPlain || (length > 0 && text[length - 1] != '_') || length == 0)
            {
                text[length++] = isPlain ? character : '_';
            }
        }

        return text[..length].TrimEnd('_') is { Length: > 0 } trimmed ? trimmed.ToString() : "_";
    }
}
