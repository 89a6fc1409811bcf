using Roost;

namespace Shop.Catalog.Imports;

/// <summary>Where in a file's lines each of our columns stands, as its header says.</summary>
internal sealed class ImportColumns
{
    public const string Sku = "sku";
    public const string Name = "name";
    public const string Description = "description";
    public const string Price = "price";
    public const string Currency = "currency";

    /// <summary>The columns that a file has, in any order.</summary>
    public static readonly string[] Names = [Sku, Name, Description, Price, Currency];

    private readonly int[] _places;

    private ImportColumns(int[] places) => _places = places;

    public static Result<ImportColumns> Match(CsvRecord header)
    {
        string[] given = [.. header.Fields.Select(field => field.Trim().ToLowerInvariant())];
        string[] missing = [.. Names.Except(given)];
        return header.Fault is { } fault ? ImportErrors.Malformed(header.Line, fault)
            : missing.Length > 0 ? ImportErrors.Header($"These columns are missing: {string.Join(", ", missing)}.")
            : given.FirstOrDefault(name => !Names.Contains(name)) is { } unknown ? ImportErrors.Header($"There is a column that is not known: '{unknown}'.")
            : given.Length > Names.Length ? ImportErrors.Header($"These columns are there twice: {string.Join(", ", given.GroupBy(name => name).Where(name => name.Count() > 1).Select(name => name.Key))}.")
            : new ImportColumns([.. Names.Select(name => Array.IndexOf(given, name))]);
    }

    /// <summary>Puts a line's fields into the order of <see cref="Names"/>.</summary>
    public StagedLine Arrange(CsvRecord record) => record switch
    {
        { Fault: { } fault } => new(record.Line, null, fault),
        { Fields.Count: var count } when count != _places.Length => new(record.Line, null, $"has {count} fields, and the header has {_places.Length}"),
        _ => new(record.Line, [.. _places.Select(place => record.Fields[place])], null),
    };
}
