using System.Globalization;

namespace Roost.Messaging.Schema;

/// <summary>What the image declares, as SQL for migrations, which have no parameters.</summary>
internal static class SqlLiterals
{
    public static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    public static string Texts(IEnumerable<string> values) => Array(values.Select(Text), "text");

    public static string Number(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "NULL";

    /// <summary>Values that read in SQL as they do here: numbers, and true or false.</summary>
    public static string Array<T>(IEnumerable<T> values, string type) => string.Create(CultureInfo.InvariantCulture, $"ARRAY[{string.Join(", ", values)}]::{type}[]");
}
