using System.Text.Json.Nodes;
using Roost.Security.Tests.Jose;
using Roost.Security.Tokens;

namespace Roost.Security.Tests.Tokens;

/// <summary>npm's <c>jose</c> and our code judge each other.</summary>
public class JoseTests(JoseJudge jose)
{
    [Fact]
    public async Task Jose_verifies_our_tokens_by_our_published_keys()
    {
        var bench = new Workbench(options => options.PublicKeys.Add(SigningKeyPem.PublicPart(SigningKeyPem.Create())));
        bench.Clock.Now = DateTimeOffset.UtcNow;
        JsonNode jwks = JsonNode.Parse(new JwksDocument(bench.Keys).Current.Span)!;

        for (int round = 0; round < 50; round++)
        {
            JsonObject answer = await jose.AskAsync("verify", new JsonObject
            {
                ["token"] = bench.Issue(),
                ["jwks"] = jwks.DeepClone(),
                ["issuer"] = "roost",
                ["audience"] = "roost",
                ["typ"] = "at+jwt",
            });

            answer["ok"]!.GetValue<bool>().ShouldBeTrue(answer.ToJsonString());
            answer["payload"]!["tid"]!.GetValue<Guid>().ShouldBe(Workbench.Tenant);
            answer["header"]!["kid"]!.GetValue<string>().ShouldBe(bench.KeyId);
        }
    }

    [Fact]
    public async Task Jose_refuses_what_we_refuse()
    {
        var bench = new Workbench();
        bench.Clock.Now = DateTimeOffset.UtcNow;
        JsonNode jwks = JsonNode.Parse(new JwksDocument(bench.Keys).Current.Span)!;
        (string Token, string Code)[] cases =
        [
            (bench.SignPayload(payload => payload["exp"] = bench.Seconds() - 60), "ERR_JWT_EXPIRED"),
            (bench.SignPayload(payload => payload["aud"] = "other"), "ERR_JWT_CLAIM_VALIDATION_FAILED"),
            (bench.SignHeader(header => header["typ"] = "JWT"), "ERR_JWT_CLAIM_VALIDATION_FAILED"),
            (bench.SignHeader(header => header["kid"] = "other"), "ERR_JWKS_NO_MATCHING_KEY"),
            (bench.SignHeader(header => header["crit"] = new JsonArray("exp")), "ERR_JOSE_NOT_SUPPORTED"),
            (bench.Issue()[..^4] + "AAAA", "ERR_JWS_SIGNATURE_VERIFICATION_FAILED"),
        ];

        foreach ((string token, string code) in cases)
        {
            bench.Fault(token).ShouldNotBe(TokenFault.None);
            JsonObject answer = await jose.AskAsync("verify", new JsonObject
            {
                ["token"] = token,
                ["jwks"] = jwks.DeepClone(),
                ["issuer"] = "roost",
                ["audience"] = "roost",
                ["typ"] = "at+jwt",
            });
            answer["code"]?.GetValue<string>().ShouldBe(code);
        }
    }

    [Theory]
    [InlineData("ES256"), InlineData("RS256"), InlineData("PS256")]
    public async Task We_verify_joses_tokens_of_every_algorithm(string algorithm)
    {
        const string Issuer = "https://id.example";
        JsonObject pair = await jose.AskAsync("key", new JsonObject { ["alg"] = algorithm });
        JsonObject publicKey = pair["public"]!.DeepClone().AsObject();
        publicKey["kid"] = "their-key";
        publicKey["alg"] = algorithm;
        var bench = new Workbench(options => options.OutsideIssuers.Add(
            new OutsideIssuerOptions { Issuer = Issuer, PublicKeys = { publicKey.ToJsonString() }, Tenants = { Workbench.Tenant }, Roles = { "owner" } }));

        for (int round = 0; round < 20; round++)
        {
            JsonObject payload = bench.Payload();
            payload["iss"] = Issuer;
            payload["jti"] = $"token-{round}";
            JsonObject answer = await jose.AskAsync("sign", new JsonObject
            {
                ["jwk"] = pair["private"]!.DeepClone(),
                ["header"] = new JsonObject { ["alg"] = algorithm, ["typ"] = "at+jwt", ["kid"] = "their-key" },
                ["payload"] = payload,
            });

            bench.Fault(answer["token"]!.GetValue<string>()).ShouldBe(TokenFault.None);
        }
    }

    [Theory]
    [InlineData("ES256"), InlineData("RS256")]
    public async Task Thumbprints_agree(string algorithm)
    {
        JsonNode jwk = (await jose.AskAsync("key", new JsonObject { ["alg"] = algorithm }))["public"]!;

        JsonObject answer = await jose.AskAsync("thumbprint", new JsonObject { ["jwk"] = jwk.DeepClone() });
        JsonWebKey.Read(jwk.ToJsonString(), SignatureAlgorithm.RS256).Thumbprint.ShouldBe(answer["thumbprint"]!.GetValue<string>());
    }
}
