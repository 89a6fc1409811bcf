namespace Roost.Modules;

/// <summary>What a module says of itself.</summary>
public sealed class ModuleDeclaration;
