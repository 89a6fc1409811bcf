using System.Net;
using System.Text.Json;

namespace Shop.Shapes.Tests;

/// <summary>Lists that are answered a page at a time.</summary>
internal static class Pages
{
    /// <summary>Follows the cursors to the end.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<JsonElement>>> PagesAsync(this Person person, string path, int limit)
    {
        List<IReadOnlyList<JsonElement>> pages = [];
        string? next = "";
        do
        {
            var page = (await person.GetAsync($"{path}?limit={limit}{next}")).ShouldBe(HttpStatusCode.OK).Body;
            pages.Add(page.List("items"));
            next = page.TryGetProperty("next", out var cursor) && cursor.GetString() is { } value ? $"&cursor={Uri.EscapeDataString(value)}" : null;
        }
        while (next is not null);

        return pages;
    }
}
