using System.Net.Http.Headers;

namespace Shop.Shapes.Tests.Edge;

public sealed class SecurityHeaderTests(ShopUnderTest shop)
{
    private static readonly Dictionary<string, string> Expected = new(StringComparer.Ordinal)
    {
        ["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'",
        ["Cross-Origin-Opener-Policy"] = "same-origin",
        ["Cross-Origin-Resource-Policy"] = "same-origin",
        ["Origin-Agent-Cluster"] = "?1",
        ["Referrer-Policy"] = "no-referrer",
        ["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains",
        ["X-Content-Type-Options"] = "nosniff",
        ["X-DNS-Prefetch-Control"] = "off",
        ["X-Download-Options"] = "noopen",
        ["X-Frame-Options"] = "DENY",
        ["X-Permitted-Cross-Domain-Policies"] = "none",
        ["X-XSS-Protection"] = "0",
    };

    [Theory]
    [InlineData("/v1/products")]
    [InlineData("/v1/orders")]
    [InlineData("/v1/reports/sales")]
    [InlineData("/v1/nowhere")]
    [InlineData("/nowhere")]
    [InlineData("/livez")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/.well-known/jwks.json")]
    public async Task Each_answer_has_each_security_header_once(string path)
    {
        using var visitor = shop.Visitor();
        using var answer = await visitor.Client.GetAsync(path);

        Expected.ToDictionary(header => header.Key, header => ValuesOf(answer, header.Key)).ShouldBe(Expected.ToDictionary(header => header.Key, header => $"[{header.Value}]"), ignoreOrder: true);
    }

    [Theory]
    [InlineData("/v1/products")]
    [InlineData("/v1/orders")]
    [InlineData("/v1/nowhere")]
    public async Task Nothing_else_of_the_edge_is_said_twice(string path)
    {
        using var visitor = shop.Visitor();
        using var answer = await visitor.Client.GetAsync(path);

        foreach (var name in new[] { "X-Correlation-ID", "RateLimit", "RateLimit-Policy", "Date", "Content-Type", "Cache-Control", "ETag", "WWW-Authenticate" })
        {
            ValuesOf(answer, name).ShouldNotContain("][", customMessage: name);
        }

        ValuesOf(answer, "Server").ShouldBeEmpty("What serves is nobody's business.");
    }

    [Fact]
    public async Task Answers_depend_on_shop_and_caller()
    {
        using var staff = await shop.SignInAsync("staff");

        var answer = await staff.GetAsync("/v1/orders");

        answer.Headers["Vary"].Split(", ").ShouldBe(["X-Tenant", "Authorization"], ignoreOrder: true);
        answer.Headers["Cache-Control"].ShouldBe("no-store");
    }

    private static string ValuesOf(HttpResponseMessage answer, string name)
    {
        HttpHeadersNonValidated[] all = [answer.Headers.NonValidated, answer.Content.Headers.NonValidated];
        return string.Concat(all.Where(headers => headers.Contains(name)).SelectMany(headers => headers[name]).Select(value => $"[{value}]"));
    }
}
