using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shop.Tests.Matrix;

namespace Shop.Tests.OpenApi;

/// <summary>The document that the running Shop serves, compared with the endpoints that it has.</summary>
public sealed class OpenApiTests(MatrixShop shop) : IClassFixture<MatrixShop>, IAsyncLifetime
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    private JsonObject _document = [];

    private IEnumerable<(string Name, JsonObject Operation)> Operations =>
        from path in _document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where Methods.Contains(operation.Key)
        select ($"{operation.Key.ToUpperInvariant()} {path.Key}", operation.Value!.AsObject());

    public async ValueTask InitializeAsync()
    {
        using var client = shop.Application.CreateClient();
        _document = (await client.GetFromJsonAsync<JsonObject>("/openapi/v1.json"))!;
    }

    public ValueTask DisposeAsync() => default;

    [Fact]
    public void It_is_openapi_3_1() => ((string)_document["openapi"]!).ShouldStartWith("3.1.");

    [Fact]
    public void Every_endpoint_is_in_it_once_and_nothing_else_is() =>
        Operations.Select(operation => operation.Name).ShouldBe(shop.Endpoints.Select(NameOf), ignoreOrder: true);

    [Fact]
    public void Every_operation_has_an_id_of_its_own()
    {
        var ids = Operations.Select(operation => (string?)operation.Operation["operationId"]).ToList();
        ids.ShouldAllBe(id => !string.IsNullOrWhiteSpace(id));
        ids.ShouldBeUnique();
    }

    [Theory]
    [InlineData("summary")]
    [InlineData("description")]
    public void Every_operation_says_what_it_does(string field) =>
        Operations.Where(operation => string.IsNullOrWhiteSpace((string?)operation.Operation[field])).Select(operation => operation.Name).ShouldBeEmpty();

    [Fact]
    public void Every_operation_is_listed_under_its_module() =>
        Operations.Select(operation => $"{operation.Name}: {string.Join(",", operation.Operation["tags"]?.AsArray().Select(tag => (string)tag!) ?? [])}")
            .ShouldBe(shop.Endpoints.Select(endpoint => $"{NameOf(endpoint)}: {endpoint.Module}"), ignoreOrder: true);

    [Fact]
    public void Every_error_is_a_problem()
    {
        var others =
            from operation in Operations
            from response in operation.Operation["responses"]!.AsObject()
            where response.Key[0] is '4' or '5'
            where response.Value!["content"]?.AsObject().Select(content => content.Key).SequenceEqual(["application/problem+json"]) is not true
            select $"{operation.Name} {response.Key}";
        others.ShouldBeEmpty();
    }

    [Fact]
    public void Every_operation_lists_its_success_and_its_errors()
    {
        foreach (var endpoint in shop.Endpoints)
        {
            var listed = OperationOf(endpoint)["responses"]!.AsObject().Select(response => response.Key).ToList();
            string[] expected =
            [
                .. endpoint.IsPublic ? Array.Empty<string>() : ["401", "403"],
                .. endpoint.TakesBody ? ["400", "413", "415"] : Array.Empty<string>(),
                .. endpoint.TakesId ? ["404"] : Array.Empty<string>(),
            ];
            expected.Except(listed).ShouldBeEmpty($"{NameOf(endpoint)} does not list these.");
            listed.ShouldContain(status => status[0] == '2', NameOf(endpoint));
        }
    }

    [Fact]
    public void What_is_not_public_asks_for_a_token()
    {
        _document["components"]!["securitySchemes"]!.AsObject().Count.ShouldBeGreaterThan(0);
        foreach (var endpoint in shop.Endpoints)
        {
            // What an operation does not say itself, the document says for all.
            var security = (OperationOf(endpoint)["security"] ?? _document["security"])?.AsArray() ?? [];
            var optional = security.Count == 0 || security.Any(one => one!.AsObject().Count == 0);
            optional.ShouldBe(endpoint.IsPublic, NameOf(endpoint));
        }
    }

    [Fact]
    public void Every_body_is_shown_by_the_example_that_the_endpoint_takes()
    {
        foreach (var endpoint in shop.Endpoints.Where(endpoint => endpoint.TakesBody))
        {
            var content = OperationOf(endpoint)["requestBody"]!["content"]!["application/json"]!.AsObject();
            var example = content["example"] ?? content["examples"]?.AsObject().First().Value!["value"];
            JsonNode.DeepEquals(example, endpoint.CreateBody()).ShouldBeTrue($"{NameOf(endpoint)}: {example?.ToJsonString()}");
        }
    }

    private static string NameOf(EdgeEndpoint endpoint)
    {
        var path = string.Join("/", endpoint.Endpoint.RoutePattern.RawText!.Split('/').Select(part => part.StartsWith('{') ? $"{part.Split(':')[0].TrimEnd('}')}}}" : part));
        return $"{endpoint.Method} {path.TrimEnd('/')}";
    }

    private JsonObject OperationOf(EdgeEndpoint endpoint) =>
        Operations.Where(operation => operation.Name == NameOf(endpoint)).Select(operation => operation.Operation).ShouldHaveSingleItem();
}
