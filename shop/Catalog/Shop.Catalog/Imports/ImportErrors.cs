using Roost;

namespace Shop.Catalog.Imports;

internal static class ImportErrors
{
    public static Error Empty => Error.Invalid("catalog.import_empty", $"The file is empty. Its first line names the columns: {Columns}.");

    public static Error Gone => Error.NotFound("catalog.import_gone", "What was uploaded for this import is not kept any more. Upload it again.");

    public static Error Encoding => Error.Invalid("catalog.import_encoding", "Send the file in UTF-8.");

    private static string Columns => string.Join(",", ImportColumns.Names);

    public static Error Header(string fault) =>
        Error.Invalid("catalog.import_header", $"{fault} The first line names these columns, in any order and with commas between them: {Columns}.");

    public static Error Malformed(int line, string fault) => Error.Invalid("catalog.import_malformed", $"Line {line} {fault}. Nothing was imported.");
}
