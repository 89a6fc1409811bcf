using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Roost.Security.Tokens;

namespace Roost.Security.Tests.Tokens;

public sealed class OutsideIssuerTests : IDisposable
{
    private const string Name = "https://id.example";

    private readonly RSA _rsa = RSA.Create(2048);

    public void Dispose() => _rsa.Dispose();

    [Theory]
    [InlineData("RS256"), InlineData("PS256")]
    public void A_token_of_an_outside_issuer_is_accepted_with_the_algorithm_of_its_key(string algorithm)
    {
        Workbench bench = Bench(outside => outside.RsaAlgorithm = algorithm);

        AccessToken token = bench.Verifier.Verify(Sign(bench, algorithm)).Token.ShouldNotBeNull();
        token.Issuer.ShouldBe(Name);
        token.Identity.FindFirst("sub")!.Issuer.ShouldBe(Name);
    }

    [Theory]
    [InlineData("RS256", "PS256"), InlineData("PS256", "RS256")]
    public void The_other_RSA_algorithm_is_refused_under_either_name(string bound, string other)
    {
        Workbench bench = Bench(outside => outside.RsaAlgorithm = bound);

        bench.Fault(Sign(bench, other)).ShouldBe(TokenFault.AlgorithmOfOtherKey);
        bench.Fault(Sign(bench, headerAlgorithm: bound, signatureAlgorithm: other)).ShouldBe(TokenFault.BadSignature);
        bench.Fault(Sign(bench, headerAlgorithm: "ES256", signatureAlgorithm: bound)).ShouldBe(TokenFault.AlgorithmOfOtherKey);
    }

    [Fact]
    public void Neither_issuer_can_sign_the_others_tokens()
    {
        Workbench bench = Bench(_ => { });

        bench.Fault(Sign(bench, "RS256", payload => payload["iss"] = "roost")).ShouldBe(TokenFault.WrongIssuer);
        bench.Fault(bench.SignPayload(payload => payload["iss"] = Name)).ShouldBe(TokenFault.WrongIssuer);
    }

    [Fact]
    public void It_speaks_for_no_tenant_gives_no_role_and_adds_no_claim_that_is_not_named()
    {
        Workbench bench = Bench(_ => { });

        bench.Fault(Sign(bench, "RS256", payload => payload["tid"] = Workbench.Tenant.ToString())).ShouldBe(TokenFault.TenantNotAllowed);
        bench.Fault(Sign(bench, "RS256", payload => payload["roles"] = new JsonArray("owner"))).ShouldBe(TokenFault.RoleNotAllowed);
        AccessToken token = bench.Verifier.Verify(Sign(bench, "RS256", payload => payload["scope"] = "everything")).Token.ShouldNotBeNull();
        token.Identity.HasClaim(claim => claim.Type == "scope").ShouldBeFalse();
    }

    [Fact]
    public void It_may_do_what_is_named()
    {
        Workbench bench = Bench(outside =>
        {
            outside.Tenants.Add(Workbench.Tenant);
            outside.Roles.Add("staff");
            outside.Claims.Add("scope");
            outside.Audience = "shop";
        });

        AccessToken token = bench.Verifier.Verify(Sign(bench, "RS256", payload =>
        {
            payload["aud"] = "shop";
            payload["tid"] = Workbench.Tenant.ToString();
            payload["roles"] = new JsonArray("staff");
            payload["scope"] = "orders:read";
        })).Token.ShouldNotBeNull();
        token.TenantId.ShouldBe(Workbench.Tenant);
        token.Roles.ShouldBe(["staff"]);
        token.Identity.FindFirst("scope")!.Value.ShouldBe("orders:read");
    }

    [Fact]
    public void A_limit_to_some_tenants_is_not_escaped_by_naming_none()
    {
        Workbench bench = Bench(outside => outside.Tenants.Add(Workbench.Tenant));

        bench.Fault(Sign(bench, "RS256")).ShouldBe(TokenFault.TenantNotAllowed);
    }

    [Fact]
    public void Its_keys_are_not_published_as_ours()
    {
        Workbench bench = Bench(_ => { });

        bench.Keys.Current.Published.Select(key => key.Id).ShouldBe([bench.KeyId]);
    }

    private Workbench Bench(Action<OutsideIssuerOptions> configure) => new(options =>
    {
        var outside = new OutsideIssuerOptions { Issuer = Name };
        outside.PublicKeys.Add(_rsa.ExportSubjectPublicKeyInfoPem());
        configure(outside);
        options.OutsideIssuers.Add(outside);
    });

    private string Sign(Workbench bench, string algorithm, Action<JsonObject>? change = null) => Sign(bench, algorithm, algorithm, change);

    private string Sign(Workbench bench, string headerAlgorithm, string signatureAlgorithm, Action<JsonObject>? change = null)
    {
        JsonObject header = bench.Header(), payload = bench.Payload();
        header["alg"] = headerAlgorithm;
        header["kid"] = JwkThumbprint.Of(_rsa.ExportParameters(includePrivateParameters: false));
        payload["iss"] = Name;
        payload.Remove("tid");
        payload.Remove("roles");
        change?.Invoke(payload);
        RSASignaturePadding padding = signatureAlgorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        return Workbench.Assemble(header.ToJsonString(), payload.ToJsonString(), input => _rsa.SignData(input, HashAlgorithmName.SHA256, padding));
    }
}
