namespace Shop.Catalog.Imports;

/// <summary>An import that was taken in.</summary>
internal sealed record ImportResponse(Guid JobId, int Lines);
