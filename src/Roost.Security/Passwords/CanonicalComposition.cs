using System.Text;

namespace Roost.Security.Passwords;

/// <summary>
/// Normalization form C (Unicode Standard Annex 15), by tables of our own: in invariant globalization mode, which containers like,
/// <see cref="string.Normalize()"/> returns its input, and with ICU the answer depends on the version installed. A password must
/// come out the same on every host.
/// </summary>
internal static class CanonicalComposition
{
    // Hangul syllables are arithmetic (The Unicode Standard, 3.12).
    private const int SBase = 0xAC00, LBase = 0x1100, VBase = 0x1161, TBase = 0x11A7;
    private const int LCount = 19, VCount = 21, TCount = 28, NCount = VCount * TCount, SCount = LCount * NCount;

    public static string Normalize(string text)
    {
        // Below U+0300 nothing combines and everything is composed.
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u02FF'))
        {
            return text;
        }

        CanonicalData data = CanonicalData.Instance;
        var points = new List<int>(text.Length * 2);
        foreach (Rune rune in text.EnumerateRunes())
        {
            Decompose(data, rune.Value, points);
        }

        Reorder(data, points);
        Compose(data, points);

        var result = new StringBuilder(points.Count);
        foreach (int point in points)
        {
            result.Append(char.ConvertFromUtf32(point));
        }

        return result.ToString();
    }

    private static void Decompose(CanonicalData data, int point, List<int> points)
    {
        int syllable = point - SBase;
        if (syllable is >= 0 and < SCount)
        {
            points.Add(LBase + syllable / NCount);
            points.Add(VBase + syllable % NCount / TCount);
            if (syllable % TCount != 0)
            {
                points.Add(TBase + syllable % TCount);
            }
        }
        else if (data.Decomposition(point) is { } parts)
        {
            foreach (int part in parts)
            {
                Decompose(data, part, points);
            }
        }
        else
        {
            points.Add(point);
        }
    }

    /// <summary>Marks between starters go in the order of their class; equal ones keep theirs.</summary>
    private static void Reorder(CanonicalData data, List<int> points)
    {
        for (int index = 1; index < points.Count; index++)
        {
            int point = points[index], place = index;
            byte own = data.Class(point);
            while (own != 0 && place > 0 && data.Class(points[place - 1]) > own)
            {
                points[place] = points[--place];
            }

            points[place] = point;
        }
    }

    private static void Compose(CanonicalData data, List<int> points)
    {
        int starter = -1, written = 0;
        byte lastClass = 0;
        for (int index = 0; index < points.Count; index++)
        {
            int point = points[index];
            byte own = data.Class(point);

            // Blocked when something of the same or a higher class, or another starter, stands between.
            bool blocked = starter < 0 || (written - 1 > starter && (lastClass == 0 || lastClass >= own));
            if (!blocked && Combine(data, points[starter], point) is { } composed)
            {
                points[starter] = composed;
                continue;
            }

            if (own == 0)
            {
                starter = written;
            }

            lastClass = own;
            points[written++] = point;
        }

        points.RemoveRange(written, points.Count - written);
    }

    private static int? Combine(CanonicalData data, int first, int second)
    {
        if (first is >= LBase and < LBase + LCount && second is >= VBase and < VBase + VCount)
        {
            return SBase + ((first - LBase) * VCount + second - VBase) * TCount;
        }

        bool isOpenSyllable = first is >= SBase and < SBase + SCount && (first - SBase) % TCount == 0;
        return isOpenSyllable && second is > TBase and < TBase + TCount
            ? first + second - TBase
            : data.Composition(first, second);
    }
}
