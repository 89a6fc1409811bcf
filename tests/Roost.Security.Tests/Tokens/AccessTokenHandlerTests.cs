using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Roost.Security.Tokens;

namespace Roost.Security.Tests.Tokens;

public class AccessTokenHandlerTests(TokenHost host) : IClassFixture<TokenHost>
{
    [Fact]
    public async Task A_valid_token_opens_the_door_and_its_claims_keep_their_names()
    {
        HttpResponseMessage response = await host.GetAsync("/private", $"Bearer {Token("owner")}");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        string[]? claims = await response.Content.ReadFromJsonAsync<string[]>();
        claims.ShouldNotBeNull().ShouldContain($"sub={Workbench.Subject}");
        claims.ShouldContain($"tid={Workbench.Tenant}");
        claims.ShouldContain("roles=owner");
    }

    [Fact]
    public async Task The_scheme_is_compared_without_case() =>
        (await host.GetAsync("/private", $"bEaReR {Token()}")).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Theory]
    [InlineData(null), InlineData("Basic dXNlcjpwYXNz"), InlineData("Bearer"), InlineData("BearerAAAA")]
    public async Task Without_a_token_the_challenge_names_the_scheme_only(string? authorization)
    {
        HttpResponseMessage response = await host.GetAsync("/private", authorization is null ? [] : [authorization]);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        await ShouldBeProblemAsync(response, 401);
    }

    [Theory]
    [InlineData("Bearer "), InlineData("Bearer x"), InlineData("Bearer a.b.c"), InlineData("Bearer TOKEN TOKEN"), InlineData("Bearer TOKEN,Bearer TOKEN"), InlineData("Bearer TOKENx")]
    public async Task A_refused_token_is_invalid_token_whatever_the_reason(string authorization)
    {
        HttpResponseMessage response = await host.GetAsync("/private", authorization.Replace("TOKEN", Token()));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        if (authorization != "Bearer ")
        {
            // A client or server may cut the trailing space off; then there is no token.
            response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer error=\"invalid_token\"");
        }

        string body = await ShouldBeProblemAsync(response, 401);
        foreach (TokenFault fault in Enum.GetValues<TokenFault>())
        {
            body.ShouldNotContain(fault.ToString());
        }
    }

    [Fact]
    public async Task Two_credentials_are_refused_though_each_is_valid()
    {
        // HttpClient would join them into one line, so this one speaks for itself.
        using var client = new TcpClient();
        await client.ConnectAsync(host.Client.BaseAddress!.Host, host.Client.BaseAddress.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /private HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {Token()}\r\nAuthorization: Bearer {Token()}\r\n\r\n"));

        string response = await new StreamReader(client.GetStream()).ReadToEndAsync();
        response.ShouldStartWith("HTTP/1.1 401");
        response.ShouldContain("WWW-Authenticate: Bearer error=\"invalid_token\"");
    }

    [Fact]
    public async Task A_role_that_is_missing_is_forbidden()
    {
        (await host.GetAsync("/owners", $"Bearer {Token("owner")}")).StatusCode.ShouldBe(HttpStatusCode.OK);

        HttpResponseMessage response = await host.GetAsync("/owners", $"Bearer {Token("staff")}");
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer error=\"insufficient_scope\"");
        await ShouldBeProblemAsync(response, 403);
    }

    [Fact]
    public async Task An_open_endpoint_stays_open_with_a_bad_token()
    {
        HttpResponseMessage response = await host.GetAsync("/open", "Bearer x.y.z");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe("anyone");
    }

    [Fact]
    public async Task What_one_request_adds_to_its_principal_the_next_does_not_see()
    {
        string authorization = $"Bearer {Token("owner")}";
        for (int round = 0; round < 3; round++)
        {
            (await (await host.GetAsync("/added", authorization)).Content.ReadAsStringAsync()).ShouldBe("2");
        }
    }

    [Fact]
    public async Task The_reason_is_logged_and_the_token_never_is()
    {
        string token = Token();
        await host.GetAsync("/private", $"Bearer {token}");
        await host.GetAsync("/private", $"Bearer {token}x");

        host.Logs.Lines.ShouldContain(line => line.StartsWith("Information 4001 Access token refused: "));
        foreach (string part in token.Split('.').Skip(1))
        {
            host.Logs.Lines.ShouldAllBe(line => !line.Contains(part));
        }
    }

    private static async Task<string> ShouldBeProblemAsync(HttpResponseMessage response, int status)
    {
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        string body = await response.Content.ReadAsStringAsync();
        JsonDocument.Parse(body).RootElement.GetProperty("status").GetInt32().ShouldBe(status);
        return body;
    }

    private string Token(params string[] roles) =>
        host.Issuer.Issue(new AccessTokenRequest { Subject = Workbench.Subject, TenantId = Workbench.Tenant, Roles = roles }).Value;
}
