using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Roost.Configuration.Reference;

/// <summary>Makes Markdown, in one line, of what stands in an XML comment.</summary>
internal static partial class XmlMarkdown
{
    public static string Of(XElement? element) => element is null ? "" : Space().Replace(string.Concat(element.Nodes().Select(Of)), " ").Trim();

    private static string Of(XNode node) => node switch
    {
        XText text => text.Value.Replace("<", "&lt;", StringComparison.Ordinal),
        XElement { Name.LocalName: "c" or "code" } code => ValueText.Code(code.Value.Trim()),
        XElement { Name.LocalName: "see" or "seealso" or "paramref" or "typeparamref" } reference => Of(reference, reference.Attributes().FirstOrDefault()),
        XElement { Name.LocalName: "para" or "item" } block => $" {Of(block)} ",
        XElement other => Of(other),
        _ => "",
    };

    private static string Of(XElement reference, XAttribute? target) => target?.Name.LocalName switch
    {
        null => Of(reference),
        "href" => $"[{(reference.IsEmpty ? target.Value : Of(reference))}]({target.Value})",
        // P:Roost.Edge.EdgeOptions.RequestTimeout: the last name is what readers know.
        "cref" when reference.IsEmpty => ValueText.Code(Rest().Replace(target.Value, "").Split('.', ':')[^1]),
        _ => reference.IsEmpty ? ValueText.Code(target.Value) : Of(reference),
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"[(`].*$")]
    private static partial Regex Rest();
}
