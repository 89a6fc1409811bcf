using System.Text.Json;

namespace Shop.Shapes.Tests;

/// <summary>Fields by their path, such as <c>total.amount</c>.</summary>
internal static class JsonFields
{
    public static JsonElement At(this JsonElement body, string path) => path.Split('.').Aggregate(body, static (element, name) => element.GetProperty(name));

    public static string? Text(this JsonElement body, string path) => body.At(path).GetString();

    public static long Number(this JsonElement body, string path) => body.At(path).GetInt64();

    public static IReadOnlyList<JsonElement> List(this JsonElement body, string path) => [.. body.At(path).EnumerateArray()];
}
