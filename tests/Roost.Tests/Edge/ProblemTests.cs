using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Roost.Tests.Edge;

public sealed class ProblemTests(EchoHost echo) : IClassFixture<EchoHost>
{

    [Theory]
    [InlineData("GET", "/nowhere", null, 404, "route.unknown")]
    [InlineData("DELETE", "/v1/echo", null, 405, "route.method_not_allowed")]
    [InlineData("GET", "/v1/echo/fault", null, 500, "fault.unexpected")]
    [InlineData("GET", "/v1/echo/teapot", null, 418, "request.refused")]
    [InlineData("POST", "/v1/echo", "", 400, "request.body_missing")]
    [InlineData("POST", "/v1/echo", "{", 400, "request.bad_json")]
    [InlineData("PUT", "/v1/echo/versioned", null, 428, "precondition.required")]
    public async Task Every_failure_is_a_problem_with_a_code(string method, string path, string? body, int status, string code)
    {
        var problem = await SendAsync(method, path, body, status);

        problem.GetProperty("code").GetString().ShouldBe(code);
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("""{"text":"a","times":9}""", "times")]
    [InlineData("""{"text":"longer than ten","times":1}""", "text")]
    [InlineData("""{"times":1}""", "text")]
    [InlineData("""{"text":null,"times":1}""", "text")]
    [InlineData("""{"text":"a","times":"1"}""", "times")]
    [InlineData("""{"text":"a","times":1,"isAdmin":true}""", "isAdmin")]
    [InlineData("""{"text":"a","times":1,"parts":[{"name":"abc"},{"name":"abcd"}]}""", "parts[1].name")]
    [InlineData("""{"text":"a","times":1,"parts":[null]}""", "parts[0]")]
    public async Task What_is_wrong_is_said_by_field_in_the_clients_words(string body, string field)
    {
        var problem = await SendAsync("POST", "/v1/echo", body, 400);

        problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe([field]);
    }

    [Theory]
    [InlineData("{", "The body is not valid JSON: see line 1, byte 2.")]
    [InlineData("""{"text":"a","times":1,"parts":[{"name":"ab""", "The body is not valid JSON: see line 1, byte 43.")]
    [InlineData("""{"text":"a","times":1,"parts":[{"name":"ab"},""", "The body is not valid JSON: see line 1, byte 45.")]
    [InlineData("{\"text\":\"a\",\n\"parts\":[{\"name\" \"ab\"}]}", "The body is not valid JSON: see line 2, byte 18.")]
    [InlineData("[1,2]", "The body is not JSON of the right type.")]
    public async Task Broken_json_is_called_that_wherever_it_breaks(string body, string detail)
    {
        var problem = await SendAsync("POST", "/v1/echo", body, 400);

        problem.GetProperty("detail").GetString().ShouldBe(detail);
        problem.GetProperty("code").GetString().ShouldBe("request.bad_json");
    }

    [Fact]
    public async Task The_elements_of_a_list_are_validated_too()
    {
        var problem = await SendAsync("POST", "/v1/echo/list", """[{"text":"a","times":1},{"text":"a","times":9}]""", 400);

        problem.GetProperty("errors").EnumerateObject().ShouldHaveSingleItem().Name.ShouldBe("[1].times");
    }

    [Fact]
    public async Task A_null_in_a_list_is_named_rather_than_met_by_the_handler()
    {
        var problem = await SendAsync("POST", "/v1/echo/list", """[{"text":"a","times":1},null]""", 400);

        problem.GetProperty("errors").EnumerateObject().ShouldHaveSingleItem().Name.ShouldBe("[1]");
    }

    [Fact]
    public async Task A_parameter_out_of_range_or_of_the_wrong_type_is_named()
    {
        (await SendAsync("GET", "/v1/echo/3?limit=10", null, 400)).GetProperty("errors").TryGetProperty("limit", out _).ShouldBeTrue();
        (await SendAsync("GET", "/v1/echo/3?limit=x", null, 400)).GetProperty("errors").TryGetProperty("limit", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_body_nested_too_deep_or_too_large_is_refused()
    {
        await SendAsync("POST", "/v1/echo", string.Concat(Enumerable.Repeat("""{"parts":[""", 40)), 400);
        await SendAsync("POST", "/v1/echo", $$"""{"text":"{{new string('a', 2 << 20)}}","times":1}""", 413);
    }

    [Fact]
    public async Task The_bare_address_leads_to_the_docs_page()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = echo.Client.BaseAddress };
        using var answer = await client.GetAsync("/");
        using var page = await echo.Client.GetAsync("/");

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldBe("/docs");
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await echo.Client.GetFromJsonAsync<JsonElement>("/openapi/v1.json")).GetProperty("paths").TryGetProperty("/", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_fault_tells_no_internals()
    {
        using var answer = await echo.Client.GetAsync("/v1/echo/fault");

        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("secret");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task A_version_that_the_client_has_is_not_sent_again()
    {
        using var first = await echo.Client.GetAsync("/v1/echo/versioned");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/echo/versioned") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var second = await echo.Client.SendAsync(request);

        first.Headers.ETag!.Tag.ShouldBe("\"7\"");
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await second.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"7\"", 204)]
    [InlineData("*", 204)]
    [InlineData("\"6\"", 412)]
    [InlineData("W/\"7\"", 412)]
    [InlineData("rubbish", 412)]
    public async Task Only_the_version_that_is_meant_is_changed(string ifMatch, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/echo/versioned");
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var answer = await echo.Client.SendAsync(request);

        ((int)answer.StatusCode).ShouldBe(status);
    }

    [Theory]
    [InlineData("order-4711", true)]
    [InlineData("with space", false)]
    public async Task A_harmless_correlation_id_is_kept_and_any_other_replaced(string id, bool kept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/echo/3");
        request.Headers.TryAddWithoutValidation("X-Correlation-ID", id);
        using var answer = await echo.Client.SendAsync(request);

        (answer.Headers.GetValues("X-Correlation-ID").ShouldHaveSingleItem() == id).ShouldBe(kept);
    }

    [Fact]
    public async Task Every_answer_has_the_headers_that_helmet_sets()
    {
        using var answer = await echo.Client.GetAsync("/nowhere");

        foreach (var name in (string[])["Content-Security-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Origin-Agent-Cluster",
            "Referrer-Policy", "Strict-Transport-Security", "X-Content-Type-Options", "X-DNS-Prefetch-Control", "X-Download-Options", "X-Frame-Options",
            "X-Permitted-Cross-Domain-Policies", "X-XSS-Protection"])
        {
            answer.Headers.Contains(name).ShouldBeTrue(name);
        }

        answer.Headers.Contains("Server").ShouldBeFalse();
    }

    private async Task<JsonElement> SendAsync(string method, string path, string? body, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        // A server that refuses a body by its length does not read it; whoever sends it all the same may meet a closed line first.
        request.Headers.ExpectContinue = body?.Length > 1 << 20;
        using var answer = await echo.Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(status, text);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        problem.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
        return problem;
    }
}
