using System.Buffers;
using System.Text;

namespace Roost.Telemetry.Redaction;

/// <summary>
/// Masks what must not be in a log wherever it stands in a text: access tokens, credentials, card numbers, e-mail addresses.
/// Text without any of them is read twice by vector instructions and returned as it is.
/// </summary>
internal static class Redactor
{
    /// <summary>What stands in the place of what was masked.</summary>
    public const string Mask = "***";

    private static readonly SearchValues<string> Triggers = SearchValues.Create(
        ["eyJ", "bearer ", "basic ", "password", "passwd", "pwd", "secret", "token", "cookie", "apikey", "api_key", "api-key", "cvv", "cvc", "%40"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~+/=");

    private static readonly SearchValues<char> ValueEnds = SearchValues.Create(" \t\r\n,;&\"'}])<>");
    private static readonly SearchValues<char> CookieEnds = SearchValues.Create("\r\n\"'}");

    /// <summary>The text with everything masked that has to be.</summary>
    public static string Redact(string text)
    {
        if (!text.Contains('@') && !text.AsSpan().ContainsAny(Triggers) && CardNumbers.Find(text, 0, out _) < 0)
        {
            return text;
        }

        var builder = new StringBuilder(text.Length);
        var copied = 0;
        var position = 0;
        while (position < text.Length && Next(text, position, out var length) is >= 0 and var start)
        {
            builder.Append(text, copied, Math.Max(0, start - copied)).Append(Mask);
            copied = position = start + length;
        }

        return copied == 0 ? text : builder.Append(text, copied, text.Length - copied).ToString();
    }

    private static int Next(string text, int from, out int length)
    {
        var start = CardNumbers.Find(text, from, out length);
        Nearer(EmailAddresses.Find(text, from, out var other), other, ref start, ref length);
        Nearer(FindCredential(text, from, out other), other, ref start, ref length);
        return start;
    }

    private static void Nearer(int candidate, int candidateLength, ref int start, ref int length)
    {
        if (candidate >= 0 && (start < 0 || candidate < start))
        {
            (start, length) = (candidate, candidateLength);
        }
    }

    private static int FindCredential(string text, int from, out int length)
    {
        while (text.AsSpan(from).IndexOfAny(Triggers) is >= 0 and var offset)
        {
            var at = from + offset;
            var start = text[at] switch
            {
                'e' when text.AsSpan(at).StartsWith("eyJ", StringComparison.Ordinal) => at,
                'b' or 'B' when text[at + 1] is 'e' or 'E' => at + "bearer ".Length,
                'b' or 'B' => at + "basic ".Length,
                '%' or 'e' or 'E' => -1,
                _ => ValueOf(text, at),
            };
            if (start >= 0)
            {
                var isCookie = text[at] is 'c' or 'C' && text[at + 1] is 'o' or 'O';
                length = text[at] is 'e' or 'b' or 'B'
                    ? Length(text.AsSpan(start).IndexOfAnyExcept(TokenCharacters), text.Length - start)
                    : Length(text.AsSpan(start).IndexOfAny(isCookie ? CookieEnds : ValueEnds), text.Length - start);
                if (length > (text[at] is 'e' or 'b' or 'B' ? 7 : 0) && !text.AsSpan(start, length).SequenceEqual(Mask))
                {
                    return start;
                }
            }

            from = at + 1;
        }

        length = 0;
        return -1;
    }

    private static int Length(int found, int otherwise) => found < 0 ? otherwise : found;

    /// <summary>Where the value of <c>name=value</c>, <c>name: value</c> or <c>"name":"value"</c> begins; -1 if no value follows the name.</summary>
    private static int ValueOf(string text, int name)
    {
        var i = name;
        while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '_' or '-'))
        {
            i++;
        }

        i = Skip(text, i);
        if (i >= text.Length || text[i] is not ('=' or ':'))
        {
            return -1;
        }

        i = Skip(text, i + 1);
        return i < text.Length ? i : -1;
    }

    private static int Skip(string text, int i)
    {
        while (i < text.Length && text[i] is ' ' or '"' or '\'' or '\\')
        {
            i++;
        }

        return i;
    }
}
