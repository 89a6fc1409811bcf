namespace Shop.Catalog.Imports;

/// <summary>A file that was uploaded, and how far it is.</summary>
internal sealed class Import
{
    public required Guid Id { get; init; }

    public required Guid JobId { get; init; }

    public required int Lines { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public int Created { get; set; }

    public int Updated { get; set; }

    public int Failed { get; set; }

    /// <summary>How many errors are kept.</summary>
    public int Errors { get; set; }

    public int Done => Created + Updated + Failed;
}
