namespace Shop.Catalog.Imports;

/// <summary>A job: add the products of an uploaded file, and change those that are there. Asked for in the transaction that stages the file.</summary>
/// <param name="ImportId">The import.</param>
internal sealed record ImportProducts(Guid ImportId);
