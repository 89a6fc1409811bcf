namespace Shop.Catalog.Imports;

/// <summary>What was wrong with a line of an import that is not at its end.</summary>
internal sealed class KeptError
{
    public required Guid ImportId { get; init; }

    public required int Number { get; init; }

    public required int Line { get; init; }

    public required string? Field { get; init; }

    public required string Message { get; init; }
}
