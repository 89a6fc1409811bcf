namespace Roost.Modules;

/// <summary>Names a module. Stands on the one public class of a module's assembly.</summary>
/// <param name="name">
/// Lower-case letters, digits and hyphens, at most 40, beginning with a letter. It is the name of the module's database schema
/// (hyphens become underscores), of its section in the configuration, and how topologies speak of it.
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ModuleAttribute(string name) : Attribute
{
    /// <summary>The module's name.</summary>
    public string Name { get; } = name;
}
