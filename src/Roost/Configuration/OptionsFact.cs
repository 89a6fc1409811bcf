namespace Roost.Configuration;

/// <summary>
/// A class of typed configuration and its section. Those of modules are facts of the application model; those that a host binds are
/// among its services. The host command <c>configuration</c> writes the reference of all.
/// </summary>
/// <param name="Options">The class.</param>
/// <param name="Section">The section, such as <c>Modules:orders</c>.</param>
public sealed record OptionsFact(Type Options, string Section);
