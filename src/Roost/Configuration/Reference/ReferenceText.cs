using System.Text;

namespace Roost.Configuration.Reference;

/// <summary>The sections in Markdown: a heading and a table each.</summary>
internal static class ReferenceText
{
    public static string Of(IEnumerable<ReferenceSection> sections)
    {
        var text = new StringBuilder();
        foreach (var section in sections)
        {
            Append(text, section);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, ReferenceSection section)
    {
        text.Append(text.Length == 0 ? "" : "\n");
        text.Append($"## {section.Name}\n\n{section.Summary} Class `{section.Options.FullName!.Replace('+', '.')}`.".Replace("\n ", "\n", StringComparison.Ordinal)).Append("\n\n");
        text.Append("| key | type | default | bounds | meaning |\n| --- | --- | --- | --- | --- |\n");
        foreach (var key in section.Keys)
        {
            text.Append('|').AppendJoin("", Cells(key).Select(cell => cell.Length == 0 ? " |" : $" {cell} |")).Append('\n');
        }

        if (section.Remarks.Length > 0)
        {
            text.Append($"\n{section.Remarks}\n");
        }
    }

    /// <summary>A bar would end the cell, even in code (GitHub Flavored Markdown, 4.10).</summary>
    private static IEnumerable<string> Cells(ReferenceKey key) =>
        new[] { ValueText.Code(key.Name), key.Type, key.Default, key.Bounds, key.Meaning }.Select(text => text.Replace("|", @"\|", StringComparison.Ordinal));
}
