namespace Shop.Catalog.Imports;

/// <summary>One record of a CSV file. It spans lines where a field in quotes does.</summary>
/// <param name="Line">The line that it begins in, from 1.</param>
/// <param name="Fields">What it holds, without the quotes around it.</param>
/// <param name="Fault">What is wrong with its form; <see langword="null"/> if it can be read.</param>
/// <param name="IsLast">Whether nobody can say where the next one begins.</param>
internal sealed record CsvRecord(int Line, IReadOnlyList<string> Fields, string? Fault = null, bool IsLast = false)
{
    /// <summary>Whether there is nothing in its line.</summary>
    public bool IsBlank => Fields is [""] && Fault is null;
}
