namespace Shop.Catalog.Imports;

/// <summary>What has become of the lines of a file.</summary>
/// <param name="Lines">How many there were, the header and blank ones not among them.</param>
/// <param name="Created">How many made a product.</param>
/// <param name="Updated">How many were of a product that there was.</param>
/// <param name="Failed">How many were wrong, and were left out.</param>
/// <param name="Errors">What was wrong with them: the first of them.</param>
internal sealed record ImportResult(int Lines, int Created, int Updated, int Failed, IReadOnlyList<ImportError> Errors);
