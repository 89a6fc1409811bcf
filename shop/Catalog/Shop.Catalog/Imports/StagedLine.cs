namespace Shop.Catalog.Imports;

/// <summary>A line of an import as it waits for the job.</summary>
/// <param name="Line">Its number in the file.</param>
/// <param name="Values">What stands under <see cref="ImportColumns.Names"/>, in that order.</param>
/// <param name="Fault">Why there are no values.</param>
internal sealed record StagedLine(int Line, string[]? Values, string? Fault);
