namespace Roost.Generators.Model;

/// <summary>Where generated code goes.</summary>
/// <param name="Namespace">The namespace of all generated types.</param>
/// <param name="IsEnabled">Whether the compilation knows Roost at all.</param>
internal sealed record TargetModel(string Namespace, bool IsEnabled);
