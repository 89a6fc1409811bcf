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
    public static string Of(IReadOnlyList<Change> changes, string baseline)
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
        return text.Append(changes.Count == 0
            ? $"Nothing that travels has changed since {baseline}."
            : $"Since {baseline}: {Count(breaks, "change breaks", "changes break")}, {Count(care, "needs care", "need care")}, {Count(changes.Count - breaks - care, "is compatible", "are compatible")}.").ToString();
    }

    private static void Write(StringBuilder text, Change change)
    {
        if (change.Severity == Severity.Compatible)
        {
            text.Append("  ").Append(change.Place).Append(' ').Append(change.What).Append('\n');
            return;
        }

        text.Append("\n  ").Append(change.Place).Append(' ').Append(change.What).Append('\n');
        var label = "breaks:  ";
        foreach (var victim in change.Victims.Take(Shown))
        {
            text.Append("    ").Append(label).Append(victim).Append('\n');
            label = "         ";
        }

        if (change.Victims.Count > Shown)
        {
            text.Append("             and ").Append(change.Victims.Count - Shown).Append(" more\n");
        }

        text.Append(change.Severity == Severity.Breaks ? "    instead: " : "    mind:    ").Append(change.Remedy).Append('\n');
    }

    private static string Heading(Severity severity) => severity switch
    {
        Severity.Breaks => "Breaks while both versions run:",
        Severity.Care => "Works in the right order:",
        _ => "Compatible:",
    };

    private static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";
}
