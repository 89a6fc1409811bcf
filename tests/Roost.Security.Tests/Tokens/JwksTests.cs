using System.Text.Json;
using Roost.Security.Tokens;

namespace Roost.Security.Tests.Tokens;

public class JwksTests(TokenHost host) : IClassFixture<TokenHost>
{
    [Fact]
    public async Task The_public_keys_are_published_for_anyone_and_may_be_cached()
    {
        HttpResponseMessage response = await host.GetAsync(JwksEndpointRouteBuilderExtensions.Path);

        response.EnsureSuccessStatusCode();
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/jwk-set+json");
        response.Headers.CacheControl!.ToString().ShouldBe("public, max-age=300");
        JsonElement key = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("keys").EnumerateArray().Single();
        key.EnumerateObject().Select(member => member.Name).ShouldBe(["kty", "crv", "x", "y", "use", "alg", "kid"]);
        key.GetProperty("alg").GetString().ShouldBe("ES256");
        key.GetProperty("use").GetString().ShouldBe("sig");
    }

    [Fact]
    public async Task A_HEAD_request_gets_the_headers_only()
    {
        using HttpResponseMessage response = await host.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, JwksEndpointRouteBuilderExtensions.Path));

        response.EnsureSuccessStatusCode();
        response.Content.Headers.ContentLength.ShouldNotBeNull().ShouldBeGreaterThan(0);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public void The_document_follows_the_keys_and_holds_each_once()
    {
        var bench = new Workbench(options =>
        {
            options.PublicKeys.Add(SigningKeyPem.PublicPart(options.SigningKey!));
            options.PublicKeys.Add(SigningKeyPem.PublicPart(SigningKeyPem.Create()));
        });
        var document = new JwksDocument(bench.Keys);
        Count().ShouldBe(2);

        bench.Keys.Current = new KeyRing(signingKey: null, []);
        Count().ShouldBe(0);

        int Count() => JsonDocument.Parse(document.Current).RootElement.GetProperty("keys").GetArrayLength();
    }
}
