namespace Shop.Catalog.Imports;

/// <summary>What is wrong with a line.</summary>
/// <param name="Line">Its number in the file, from 1; the header is one.</param>
/// <param name="Field">The column; <see langword="null"/> if it is the whole line.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record ImportError(int Line, string? Field, string Message);
