namespace Roost.Edge.Endpoints;

/// <summary>Says on every endpoint of a module which module it is of.</summary>
/// <param name="Module">The module's name.</param>
public sealed record ModuleMetadata(string Module) : IEdgeMetadata;
