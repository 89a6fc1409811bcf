namespace Roost.Telemetry.Redaction;

/// <summary>Finds e-mail addresses, also where the @ is percent-encoded.</summary>
internal static class EmailAddresses
{
    /// <summary>Where the next one begins at or behind <paramref name="from"/>, and its length; -1 if there is none.</summary>
    public static int Find(string text, int from, out int length)
    {
        var search = from;
        while (FindAt(text, search, out var width) is >= 0 and var at)
        {
            var start = at;
            while (start > from && IsLocal(text[start - 1]))
            {
                start--;
            }

            var end = at + width;
            while (end < text.Length && IsDomain(text[end]))
            {
                end++;
            }

            var domain = text.AsSpan(at + width, end - at - width).TrimEnd("-.");
            var dot = domain.LastIndexOf('.');
            // A last label of letters tells an address from a version (left-pad@1.3.0).
            if (start < at && dot > 0 && dot < domain.Length - 2 && char.IsLetter(domain[dot + 1]))
            {
                length = at + width + domain.Length - start;
                return start;
            }

            search = at + width;
        }

        length = 0;
        return -1;
    }

    private static int FindAt(string text, int from, out int width)
    {
        var plain = text.IndexOf('@', from);
        var encoded = text.IndexOf("%40", from, StringComparison.Ordinal);
        width = encoded >= 0 && (plain < 0 || encoded < plain) ? 3 : 1;
        return width == 3 ? encoded : plain;
    }

    private static bool IsLocal(char character) => char.IsLetterOrDigit(character) || character is '.' or '_' or '+' or '-' or '\'' or '!' or '#' or '$' or '*' or '~' or '^' or '{' or '}' or '|';

    private static bool IsDomain(char character) => char.IsLetterOrDigit(character) || character is '.' or '-';
}
