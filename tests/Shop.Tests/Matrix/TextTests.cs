using System.Text.Json.Nodes;

namespace Shop.Tests.Matrix;

/// <summary>Characters that no text can have, U+0000 and halves of surrogate pairs, on every endpoint of the running Shop. PostgreSQL keeps neither.</summary>
public sealed class TextTests(MatrixShop shop) : IClassFixture<MatrixShop>
{
    private const string Mark = "the-text-goes-here";

    private readonly Findings _findings = new();

    [Theory]
    [InlineData(@"\u0000")]
    [InlineData(@"a\u0000b@c.example")]
    [InlineData(@"\ud800")]
    [InlineData(@"a\udfffb")]
    [InlineData(@"\ud83da")]
    public async Task In_a_body_they_are_refused_under_the_name_of_the_field(string text)
    {
        foreach (var endpoint in shop.Endpoints.Where(endpoint => endpoint.TakesBody))
        {
            foreach (var path in TextsOf(endpoint.CreateBody()))
            {
                var request = endpoint.CreateRequest();
                request.Content = EdgeEndpoint.Body(With(endpoint.CreateBody(), path).Replace(Mark, text, StringComparison.Ordinal));
                var verdict = await shop.SendAsAllowedAsync(endpoint, request);
                _findings.Check($"{endpoint.Name} with {path}", verdict, 400);
                // One that is an element of a list is found when the list is read, and may be named by it.
                var field = path["$.".Length..];
                var list = field.EndsWith(']') ? field[..field.LastIndexOf('[')] : field;
                new[] { field, list }.ShouldContain(name => verdict.Text.Contains($"\"{name}\":[", StringComparison.Ordinal), $"{endpoint.Name}: {verdict}");
            }
        }

        _findings.ShouldBeNone();
    }

    [Theory]
    [InlineData("q=%00")]
    [InlineData("cursor=a%00b&limit=1")]
    [InlineData("%00=1")]
    public async Task In_a_query_they_are_refused(string query)
    {
        foreach (var endpoint in shop.Endpoints)
        {
            var request = endpoint.CreateWholeRequest();
            request.RequestUri = new($"{request.RequestUri}?{query}", UriKind.Relative);
            _findings.Check(endpoint.Name, await shop.SendAsAllowedAsync(endpoint, request), 400);
        }

        _findings.ShouldBeNone();
    }

    [Fact]
    public async Task What_only_looks_like_them_is_taken()
    {
        foreach (var endpoint in shop.Endpoints.Where(endpoint => endpoint.TakesBody))
        {
            foreach (var path in TextsOf(endpoint.CreateBody()))
            {
                // A backslash and what follows it; a whole pair.
                foreach (var text in new[] { @"\\u0000", @"\ud83d\ude00" })
                {
                    var request = endpoint.CreateRequest();
                    request.Content = EdgeEndpoint.Body(With(endpoint.CreateBody(), path).Replace(Mark, text, StringComparison.Ordinal));
                    var verdict = await shop.SendAsAllowedAsync(endpoint, request);
                    _findings.CheckNot($"{endpoint.Name} with {path}", verdict, verdict.Text.Contains("U+0000", StringComparison.Ordinal) ? verdict.Status : 500);
                }
            }
        }

        _findings.ShouldBeNone();
    }

    /// <summary>The paths of all texts in a body, as JSON paths.</summary>
    private static IEnumerable<string> TextsOf(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => TextsOf(field.Value)),
        JsonArray items => items.SelectMany(TextsOf),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String => [value.GetPath()],
        _ => [],
    };

    private static string With(JsonObject body, string path)
    {
        Replace(body, path);
        return body.ToJsonString();
    }

    private static void Replace(JsonNode node, string path)
    {
        foreach (var child in node is JsonObject fields ? [.. fields.Select(field => field.Value)] : ((JsonArray)node).ToList())
        {
            switch (child)
            {
                case JsonValue when child.GetPath() == path:
                    child.ReplaceWith(Mark);
                    return;
                case JsonObject or JsonArray:
                    Replace(child, path);
                    break;
            }
        }
    }
}
