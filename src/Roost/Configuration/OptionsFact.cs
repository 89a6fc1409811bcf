namespace Roost.Configuration;

/// <summary>A fact of the application model: a class of typed configuration and its section.</summary>
/// <param name="Options">The class.</param>
/// <param name="Section">The section, such as <c>Modules:orders</c>.</param>
public sealed record OptionsFact(Type Options, string Section);
