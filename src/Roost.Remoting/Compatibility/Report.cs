using System.Text;
using Roost.Remoting.Compatibility.Rules;

namespace Roost.Remoting.Compatibility;

/// <summary>Says what a comparison has found, for people.</summary>
internal static class Report
{
    /// <summary>One type can travel in hundreds of places.</summary>
    private const int Shown = 6;

    /// <param name="changes">What has changed, in the order in which it is told.</param>
    /// <param name="baseline">What people call that with which it was compared.</param>
    /// <param name="isSame">Whether both descriptions say the same, word by word.</param>
    public static string Of(IReadOnlyList<Change> changes, string baseline, bool isSame)
    {
        var text = new StringBuilder();
        foreach (var severity in changes.GroupBy(change => change.Severity))
        {
            text.Append(Heading(severity.Key)).Append('\n');
            foreach (var change in severity)
            {
                Write(text, change);
            }

            text.Append('\n');
        }

        var (breaks, care) = (changes.Count(change => change.Severity == Severity.Breaks), changes.Count(change => change.Severity == Severity.Care));
        return text.Append((changes.Count, isSame) switch
        {
            (0, true) => $"Nothing that travels has changed since {baseline}.",
            (0, false) => $"Nothing has changed since {baseline} that another version notices, though the descriptions differ.",
            _ => $"Since {baseline}: {Count(breaks, "change breaks", "changes break")}, {Count(care, "needs care", "need care")}, {Count(changes.Count - breaks - care, "is compatible", "are compatible")}.",
        }).ToString();
    }

    private static void Write(StringBuilder text, Change change)
    {
        if (change.Severity == Severity.Compatible)
        {
            text.Append("  ").Append(change.Place).Append(' ').Append(change.What).Append('\n');
            return;
        }

        text.Append("\n  ").Append(change.Place).Append(' ').Append(change.What).Append('\n');
        if (change.Severity == Severity.Care)
        {
            text.Append("    mind:    ").Append(change.Remedy).Append('\n');
            Write(text, "or else: ", change.Victims);
            return;
        }

        Write(text, "breaks:  ", change.Victims);
        text.Append("    instead: ").Append(change.Remedy).Append('\n');
    }

    private static void Write(StringBuilder text, string label, IReadOnlyList<string> victims)
    {
        foreach (var victim in victims.Take(Shown))
        {
            text.Append("    ").Append(label).Append(victim).Append('\n');
            label = "         ";
        }

        if (victims.Count > Shown)
        {
            text.Append("             and ").Append(victims.Count - Shown).Append(" more\n");
        }
    }

    private static string Heading(Severity severity) => severity switch
    {
        Severity.Breaks => "Breaks while both versions run:",
        Severity.Care => "Works in the right order:",
        _ => "Compatible:",
    };

    private static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";
}
