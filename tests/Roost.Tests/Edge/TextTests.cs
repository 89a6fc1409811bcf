using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Roost.Edge.Endpoints;
using Roost.Modules;

namespace Roost.Tests.Edge;

/// <summary>No text that reaches an endpoint has U+0000 in it, which PostgreSQL keeps in none, or half of a surrogate pair.</summary>
public sealed class TextTests : IAsyncLifetime
{
    private TestHost? _host;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync(roost => roost.AddModule<TextModule>());

    public ValueTask DisposeAsync() => _host!.DisposeAsync();

    [Theory]
    [InlineData("""{"name":"a?"}""", "name")]
    [InlineData("""{"name":"?"}""", "name")]
    [InlineData("""{"name":"a","title":"?"}""", "title")]
    [InlineData("""{"name":"a","inner":{"name":"?"}}""", "inner.name")]
    [InlineData("""{"name":"a","parts":[{"name":"a"},{"name":"?"}]}""", "parts[1].name")]
    [InlineData("""{"name":"a","parts":[{"name":"a","inner":{"name":"b"}},{"name":"?"}]}""", "parts[1].name")]
    [InlineData("""{"name":"a","array":["a","?"]}""", "array")]
    [InlineData("""{"name":"a","list":["a","?"]}""", "list")]
    [InlineData("""{"name":"a","entries":{"a":"?"}}""", "entries")]
    [InlineData("""{"name":"a","entries":{"?":"a"}}""", "entries")]
    [InlineData("""{"name":"a","wireName":"?"}""", "wireName")]
    [InlineData("""{"name":"a","point":{"label":"?"}}""", "point.label")]
    [InlineData("""{"name":"a","any":{"deep":["?"]}}""", "any")]
    [InlineData("""{"name":"a","shape":{"$type":"circle","color":"?"}}""", "shape.color")]
    public async Task In_a_body_they_are_refused_by_field(string body, string field)
    {
        foreach (var text in new[] { @"\u0000", @"\ud800", @"\udfffa" })
        {
            using var answer = await PostAsync("/v1/texts", body.Replace("?", text, StringComparison.Ordinal));

            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, text);
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
            problem.TryGetProperty("errors", out var errors).ShouldBeTrue($"{text}: {problem}");
            errors.EnumerateObject().ShouldHaveSingleItem().Name.ShouldStartWith(field, customMessage: text);
        }
    }

    [Theory]
    [InlineData("\"a?\"")]
    [InlineData("\"?\"")]
    public async Task A_body_that_is_a_text_itself_is_refused_too(string body)
    {
        using var answer = await PostAsync("/v1/texts/bare", body.Replace("?", @"\u0000", StringComparison.Ordinal));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_list_of_texts_is_refused_for_one_of_them()
    {
        using var answer = await PostAsync("/v1/texts/list", @"[""a"",""\u0000""]");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Every_other_text_arrives_as_it_was_sent()
    {
        const string Text = "\u0001 \\u0000 \ud83d\ude00 é";

        using var answer = await PostAsync("/v1/texts", JsonSerializer.Serialize(new { name = Text, array = new[] { Text, null }, entries = new Dictionary<string, string> { [Text] = Text } }));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("name").GetString().ShouldBe(Text);
    }

    [Fact]
    public async Task The_types_own_callback_still_runs()
    {
        using var answer = await PostAsync("/v1/texts", """{"name":"a","part":{"name":" a "}}""");

        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("part").GetProperty("name").GetString().ShouldBe("a");
    }

    [Theory]
    [InlineData("/v1/texts?name=%00", "name")]
    [InlineData("/v1/texts?name=a&name=a%00", "name")]
    [InlineData("/v1/texts?a%00b=1", "query")]
    public async Task In_a_query_they_are_refused_by_name(string path, string field)
    {
        using var answer = await _host!.Client.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().ShouldHaveSingleItem().Name.ShouldBe(field);
    }

    [Theory]
    [InlineData("/v1/texts?name=%2500", "%00")]
    [InlineData("/v1/texts?name=%ED%A0%80", "%ED%A0%80")]
    public async Task What_a_query_only_spells_is_taken(string path, string name)
    {
        using var answer = await _host!.Client.GetAsync(path);

        (await answer.Content.ReadFromJsonAsync<string>()).ShouldBe(name);
    }

    [Theory]
    [InlineData("GET /v1/texts/in%00path HTTP/1.1\r\n")]
    [InlineData("GET /v1/texts HTTP/1.1\r\nX-Name: a\0b\r\n")]
    public async Task The_server_lets_none_through_in_a_path_or_a_header(string head)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _host!.Client.BaseAddress!.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"{head}Host: localhost\r\nConnection: close\r\n\r\n"));

        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync()).ShouldBe("HTTP/1.1 400 Bad Request");
        // Before anything of ours runs, so that nothing of ours is in the answer.
        (await reader.ReadToEndAsync()).ShouldContain("Content-Length: 0");
    }

    private Task<HttpResponseMessage> PostAsync(string path, string body) => _host!.Client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));

    [Module("texts")]
    public sealed class TextModule : Module
    {
        protected override void Declare(ModuleDeclaration module) => module.Endpoints<TextEndpoints>();
    }

    internal sealed class TextEndpoints : IEndpoints
    {
        public static void Map(IEndpointRouteBuilder routes)
        {
            var texts = routes.MapGroup("/texts").AllowAnonymous();
            texts.MapPost("", (Texts body) => TypedResults.Ok(body));
            texts.MapPost("/bare", ([FromBody] string body) => TypedResults.Ok(body));
            texts.MapPost("/list", (List<string> body) => TypedResults.Ok(body));
            texts.MapGet("", (string? name) => TypedResults.Ok(name));
            texts.MapGet("/{name}", (string name, [FromHeader(Name = "X-Name")] string? header) => TypedResults.Ok(name + header));
        }
    }

    internal sealed record Texts(
        string Name,
        Part? Inner = null,
        IReadOnlyList<Part>? Parts = null,
        string?[]? Array = null,
        IReadOnlyList<string>? List = null,
        Dictionary<string, string>? Entries = null,
        Point? Point = null,
        JsonElement? Any = null,
        Shape? Shape = null,
        Trimmed? Part = null)
    {
        public string? Title { get; init; }

        [JsonPropertyName("wireName")]
        public string? Other { get; init; }
    }

    internal sealed record Part(string Name, Part? Inner = null);

    internal readonly record struct Point(string Label);

    [JsonPolymorphic, JsonDerivedType(typeof(Circle), "circle")]
    internal abstract record Shape(string Color);

    internal sealed record Circle(string Color) : Shape(Color);

    internal sealed class Trimmed : IJsonOnDeserialized
    {
        public required string Name { get; set; }

        public void OnDeserialized() => Name = Name.Trim();
    }
}
