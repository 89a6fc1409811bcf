namespace Roost.Edge.OpenApi;

/// <summary>Describes a header that an endpoint reads.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="IsRequired">Whether requests without it are refused.</param>
/// <param name="Example">A value.</param>
public sealed record HeaderMetadata(string Name, string Description, bool IsRequired, string Example);
