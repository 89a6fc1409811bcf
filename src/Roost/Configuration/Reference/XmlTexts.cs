using System.Reflection;
using System.Xml.Linq;

namespace Roost.Configuration.Reference;

/// <summary>The XML documentation that compilers wrote beside the assemblies of the host.</summary>
internal sealed class XmlTexts(string folder)
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, XElement>?> _files = [];

    /// <summary>The assemblies that were asked for and have none.</summary>
    public IEnumerable<string> Missing => _files.Where(file => file.Value is null).Select(file => file.Key);

    public XElement? Of(Type type) => Find(type, $"T:{IdOf(type)}");

    public XElement? Of(PropertyInfo property) => Find(property.DeclaringType!, $"P:{IdOf(property.DeclaringType!)}.{property.Name}");

    private static string IdOf(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private XElement? Find(Type type, string id)
    {
        var assembly = type.Assembly.GetName().Name!;
        if (!_files.TryGetValue(assembly, out var members))
        {
            _files[assembly] = members = Read(Path.Combine(folder, assembly + ".xml"));
        }

        return members?.GetValueOrDefault(id);
    }

    private static Dictionary<string, XElement>? Read(string file) => File.Exists(file)
        ? XDocument.Load(file, LoadOptions.PreserveWhitespace).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value)
        : null;
}
