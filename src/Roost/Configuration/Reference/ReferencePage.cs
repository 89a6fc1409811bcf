using Roost.Hosting.Commands;

namespace Roost.Configuration.Reference;

/// <summary>A page of which the part between two comments is written by the command, and the rest by hand.</summary>
internal static class ReferencePage
{
    public const string Begin = "<!-- keys: written by the host's command `configuration`; to change them, change the classes of options -->\n";

    public const string End = "<!-- end of keys -->\n";

    /// <summary>A page that has nothing but the keys.</summary>
    public const string Empty = $"# Configuration\n\n{Begin}{End}";

    /// <summary>The page with other keys.</summary>
    /// <exception cref="HostCommandException">It has no place for them.</exception>
    public static string Fill(string page, string keys)
    {
        var text = page.ReplaceLineEndings("\n");
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = text.IndexOf(End, StringComparison.Ordinal);
        return begin >= 0 && end > begin
            ? $"{text[..begin]}{Begin}\n{keys}\n{text[end..]}"
            : throw new HostCommandException($"The page has no place for the keys, and is left as it is. Put these two lines where they belong:\n{Begin}{End}");
    }
}
