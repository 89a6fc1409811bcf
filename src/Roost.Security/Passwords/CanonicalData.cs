using System.Collections.Frozen;
using System.Globalization;

namespace Roost.Security.Passwords;

/// <summary>The tables of Unicode 14 that canonical composition needs, read when the first password beyond Latin-1 comes.</summary>
internal sealed class CanonicalData
{
    private static readonly Lazy<CanonicalData> Loaded = new(() => new CanonicalData());

    private readonly FrozenDictionary<int, int[]> _decompositions;
    private readonly FrozenDictionary<long, int> _compositions;
    private readonly FrozenDictionary<int, byte> _classes;

    private CanonicalData()
    {
        var decompositions = new Dictionary<int, int[]>();
        var compositions = new Dictionary<long, int>();
        var classes = new Dictionary<int, byte>();
        foreach (string line in EmbeddedText.Lines("unicode-14-canonical.txt"))
        {
            string[] fields = line.Split(' ');
            if (fields[0] == "K")
            {
                for (int point = Hex(fields[1]); point <= Hex(fields[2]); point++)
                {
                    classes.Add(point, byte.Parse(fields[3], CultureInfo.InvariantCulture));
                }

                continue;
            }

            int[] parts = [.. fields.Skip(2).Select(Hex)];
            decompositions.Add(Hex(fields[1]), parts);
            if (fields[0] == "D")
            {
                compositions.Add(Pair(parts[0], parts[1]), Hex(fields[1]));
            }
        }

        _decompositions = decompositions.ToFrozenDictionary();
        _compositions = compositions.ToFrozenDictionary();
        _classes = classes.ToFrozenDictionary();
    }

    public static CanonicalData Instance => Loaded.Value;

    public int[]? Decomposition(int point) => _decompositions.GetValueOrDefault(point);

    public int? Composition(int first, int second) =>
        _compositions.TryGetValue(Pair(first, second), out int composed) ? composed : null;

    /// <summary>The canonical combining class; 0 for a starter.</summary>
    public byte Class(int point) => _classes.GetValueOrDefault(point);

    private static long Pair(int first, int second) => ((long)first << 32) | (uint)second;

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
