namespace Roost.Edge.OpenApi;

/// <summary>An example of an endpoint's request body.</summary>
/// <param name="Value">The body; written with the host's own JSON settings.</param>
public sealed record ExampleMetadata(object Value);
