using System.Buffers;
using System.Globalization;

namespace Roost.Telemetry.Redaction;

/// <summary>
/// Finds payment card numbers: 13 to 19 digits, perhaps in groups with one space or dash between, that begin like one of a card scheme
/// and whose last digit is right (ISO/IEC 7812-1, annex B).
/// </summary>
internal static class CardNumbers
{
    private const int Shortest = 13;
    private const int Longest = 19;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Where the next one begins at or behind <paramref name="from"/>, and its length; -1 if there is none.</summary>
    public static int Find(ReadOnlySpan<char> text, int from, out int length)
    {
        // Of 12 neighbours in a card number every second one at least is a digit. So two characters in twelve need a look.
        for (var i = from + Shortest - 2; i < text.Length; i += Shortest - 1)
        {
            if (!char.IsAsciiDigit(text[i]) && (i + 1 >= text.Length || !char.IsAsciiDigit(text[i + 1])))
            {
                continue;
            }

            var (start, end) = Run(text, char.IsAsciiDigit(text[i]) ? i : i + 1, from);
            if (!IsIdentifier(text, start, end) && FindIn(text[start..end], out var offset, out length))
            {
                return start + offset;
            }

            i = Math.Max(i, end - 1);
        }

        length = 0;
        return -1;
    }

    /// <summary>Whether a number by itself is one.</summary>
    public static bool IsCard(long number)
    {
        if (number < 1_000_000_000_000)
        {
            return false;
        }

        Span<char> digits = stackalloc char[20];
        number.TryFormat(digits, out var written, provider: CultureInfo.InvariantCulture);
        return written <= Longest && IsCard(digits[..written]);
    }

    private static (int Start, int End) Run(ReadOnlySpan<char> text, int inside, int from)
    {
        var start = inside;
        while (start > from && (char.IsAsciiDigit(text[start - 1]) || (IsSeparator(text[start - 1]) && start - 1 > from && char.IsAsciiDigit(text[start - 2]))))
        {
            start--;
        }

        var end = inside + 1;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || (IsSeparator(text[end]) && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))))
        {
            end++;
        }

        return (start, end);
    }

    private static bool FindIn(ReadOnlySpan<char> run, out int offset, out int length)
    {
        Span<char> digits = stackalloc char[Longest];
        Span<int> ends = stackalloc int[Longest];
        // The number may stand among other digits, so each beginning is tried, longest first.
        for (offset = 0; offset + Shortest <= run.Length; offset++)
        {
            if (IsSeparator(run[offset]))
            {
                continue;
            }

            var count = 0;
            for (var i = offset; i < run.Length && count < Longest; i++)
            {
                if (!IsSeparator(run[i]))
                {
                    ends[count] = i + 1;
                    digits[count++] = run[i];
                }
            }

            for (; count >= Shortest; count--)
            {
                if (IsCard(digits[..count]))
                {
                    length = ends[count - 1] - offset;
                    return true;
                }
            }
        }

        length = 0;
        return false;
    }

    private static bool IsCard(ReadOnlySpan<char> digits)
    {
        if (digits.Length < Shortest || !BeginsLikeOne(digits))
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit : digit > 4 ? (digit * 2) - 9 : digit * 2;
        }

        return sum % 10 == 0;
    }

    private static bool BeginsLikeOne(ReadOnlySpan<char> digits) =>
        digits[0] is >= '3' and <= '6'
        // Mastercard's second range: 222100 to 272099.
        || (digits[0] == '2' && int.Parse(digits[..4], CultureInfo.InvariantCulture) is >= 2221 and <= 2720);

    /// <summary>Trace ids and UUIDs hold long runs of digits too, by chance, and are what logs are searched for.</summary>
    private static bool IsIdentifier(ReadOnlySpan<char> text, int start, int end)
    {
        while (start > 0 && (HexDigits.Contains(text[start - 1]) || text[start - 1] == '-'))
        {
            start--;
        }

        while (end < text.Length && (HexDigits.Contains(text[end]) || text[end] == '-'))
        {
            end++;
        }

        var word = text[start..end];
        return word.Length is 32 or 36 && Guid.TryParse(word, out _) && word.ContainsAnyExcept("0123456789-");
    }

    private static bool IsSeparator(char character) => character is ' ' or '-';
}
