using System.Text.Json.Nodes;

namespace Shop.Tests.Matrix;

/// <summary>Bodies of all kinds, on every endpoint of the running Shop that takes one.</summary>
public sealed class BodyTests(MatrixShop shop) : IClassFixture<MatrixShop>
{
    private readonly Findings _findings = new();

    private IEnumerable<EdgeEndpoint> WithBody => shop.Endpoints.Where(endpoint => endpoint.TakesBody);

    [Fact]
    public void Every_body_has_an_example() => WithBody.Where(endpoint => endpoint.Example is null).Select(endpoint => endpoint.Name).ShouldBeEmpty("Add .WithExample(…).");

    [Fact]
    public async Task An_example_is_taken()
    {
        foreach (var endpoint in WithBody)
        {
            _findings.CheckNot(endpoint.Name, await shop.SendAsAllowedAsync(endpoint, endpoint.CreateWholeRequest()), 400, 413, 415);
        }

        _findings.ShouldBeNone();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("not JSON")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}{}")]
    [InlineData("\u0000")]
    public async Task Rubbish_is_refused(string body)
    {
        foreach (var endpoint in WithBody)
        {
            await CheckAsync(endpoint, endpoint.Name, EdgeEndpoint.Body(body), 400);
        }

        _findings.ShouldBeNone();
    }

    [Fact]
    public async Task What_is_nested_too_deep_is_refused()
    {
        foreach (var endpoint in WithBody)
        {
            await CheckAsync(endpoint, endpoint.Name, EdgeEndpoint.Body($"{new string('[', 1000)}{new string(']', 1000)}"), 400);
        }

        _findings.ShouldBeNone();
    }

    [Fact]
    public async Task Another_media_type_is_refused()
    {
        foreach (var endpoint in WithBody)
        {
            await CheckAsync(endpoint, endpoint.Name, EdgeEndpoint.Body(endpoint.CreateBody().ToJsonString(), "text/plain"), 415);
        }

        _findings.ShouldBeNone();
    }

    [Fact]
    public async Task A_field_that_nobody_knows_is_refused()
    {
        foreach (var endpoint in WithBody)
        {
            var body = endpoint.CreateBody();
            body["tenantId"] = $"{shop.GlobexId.Value}";
            await CheckAsync(endpoint, endpoint.Name, EdgeEndpoint.Body(body.ToJsonString()), 400);
        }

        _findings.ShouldBeNone();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_required_field_has_to_be_there(bool asNull)
    {
        foreach (var endpoint in WithBody)
        {
            foreach (var path in endpoint.RequiredFields())
            {
                var body = endpoint.CreateBody();
                var parent = path[..^1].Aggregate((JsonNode)body, (node, step) => node is JsonArray array ? array[int.Parse(step)]! : node[step]!).AsObject();
                parent.Remove(path[^1]).ShouldBeTrue($"The example of {endpoint.Name} has no {path[^1]}.");
                if (asNull)
                {
                    parent[path[^1]] = null;
                }

                await CheckAsync(endpoint, $"{endpoint.Name} without {string.Join(".", path)}", EdgeEndpoint.Body(body.ToJsonString()), 400);
            }
        }

        _findings.ShouldBeNone();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_limit_is_refused(bool chunked)
    {
        foreach (var endpoint in WithBody)
        {
            // White space: valid JSON of any length.
            var text = endpoint.CreateBody().ToJsonString() + new string(' ', MatrixShop.MaxBody);
            var request = endpoint.CreateRequest();
            request.Content = EdgeEndpoint.Body(text);
            request.Headers.TransferEncodingChunked = chunked;
            _findings.Check(endpoint.Name, await shop.SendAsAllowedAsync(endpoint, request), 413);
        }

        _findings.ShouldBeNone();
    }

    private async Task CheckAsync(EdgeEndpoint endpoint, string what, HttpContent body, int expected)
    {
        var request = endpoint.CreateRequest();
        request.Content = body;
        _findings.Check(what, await shop.SendAsAllowedAsync(endpoint, request), expected);
    }
}
