namespace Shop.Catalog.Imports;

/// <summary>Some lines of an import that wait for the job. What was imported is gone from here, with the same commit.</summary>
internal sealed class ImportBatch
{
    public required Guid ImportId { get; init; }

    public required int Number { get; init; }

    /// <summary>The lines, as JSON.</summary>
    public required byte[] Content { get; init; }
}
