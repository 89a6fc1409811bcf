using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Roost.Security.Tokens;

namespace Roost.Security.Tests.Tokens;

public class IssuingTests
{
    private readonly Workbench _bench = new();

    [Fact]
    public void A_token_carries_the_documented_header_and_claims()
    {
        string[] parts = _bench.Issue().Split('.');
        JsonNode header = Decode(parts[0]), payload = Decode(parts[1]);

        header.AsObject().Select(member => $"{member.Key}={member.Value}").ShouldBe(["alg=ES256", "typ=at+jwt", $"kid={_bench.KeyId}"]);
        payload["iss"]!.GetValue<string>().ShouldBe("roost");
        payload["aud"]!.GetValue<string>().ShouldBe("roost");
        payload["sub"]!.GetValue<Guid>().ShouldBe(Workbench.Subject);
        payload["tid"]!.GetValue<Guid>().ShouldBe(Workbench.Tenant);
        payload["roles"]!.ToJsonString().ShouldBe("""["owner","staff"]""");
        payload["iat"]!.GetValue<long>().ShouldBe(_bench.Seconds());
        payload["nbf"]!.GetValue<long>().ShouldBe(_bench.Seconds());
        payload["exp"]!.GetValue<long>().ShouldBe(_bench.Seconds() + 900);
        Guid.Parse(payload["jti"]!.GetValue<string>()).Version.ShouldBe(7);
    }

    [Fact]
    public void An_issued_token_verifies_and_says_what_was_asked_for()
    {
        IssuedAccessToken issued = _bench.Issuer.Issue(new AccessTokenRequest
        {
            Subject = Workbench.Subject,
            TenantId = Workbench.Tenant,
            Roles = ["owner", "staff"],
            Lifetime = TimeSpan.FromMinutes(5),
            Claims = new Dictionary<string, JsonNode?> { ["scope"] = "orders:read", ["amr"] = new JsonArray("pwd", "otp"), ["vip"] = true, ["level"] = 3 },
        });

        AccessToken token = _bench.Verifier.Verify(issued.Value).Token.ShouldNotBeNull();
        token.Subject.ShouldBe(Workbench.Subject);
        token.TenantId.ShouldBe(Workbench.Tenant);
        token.Roles.ShouldBe(["owner", "staff"]);
        token.Id.ShouldBe(issued.Id);
        token.ExpiresAt.ShouldBe(issued.ExpiresAt);
        token.ExpiresAt.ShouldBe(_bench.Clock.Now.AddMinutes(5));
        token.Identity.FindAll("amr").Select(claim => claim.Value).ShouldBe(["pwd", "otp"]);
        token.Identity.FindFirst("scope")!.Value.ShouldBe("orders:read");
        token.Identity.FindFirst("vip")!.Value.ShouldBe("true");
        token.Identity.FindFirst("level")!.Value.ShouldBe("3");
    }

    [Fact]
    public void A_token_without_a_tenant_names_none()
    {
        IssuedAccessToken issued = _bench.Issuer.Issue(new AccessTokenRequest { Subject = Workbench.Subject });

        AccessToken token = _bench.Verifier.Verify(issued.Value).Token.ShouldNotBeNull();
        token.TenantId.ShouldBeNull();
        token.Identity.HasClaim(claim => claim.Type == "tid").ShouldBeFalse();
        token.Roles.ShouldBeEmpty();
    }

    [Fact]
    public void A_claim_of_the_issuers_own_cannot_be_overridden() =>
        Should.Throw<ArgumentException>(() => Issue(new() { ["tid"] = Guid.NewGuid().ToString() })).Message.ShouldContain("\"tid\"");

    [Fact]
    public void A_token_that_no_verifier_would_take_is_not_issued() =>
        Should.Throw<ArgumentException>(() => Issue(new() { ["note"] = new string('x', 7000) })).Message.ShouldContain("8192");

    [Fact]
    public void A_host_without_a_signing_key_says_what_to_set()
    {
        var verifying = new Workbench(options =>
        {
            options.PublicKeys.Add(SigningKeyPem.PublicPart(options.SigningKey!));
            options.SigningKey = null;
        });

        Should.Throw<InvalidOperationException>(verifying.Issue).Message.ShouldContain("Roost:Tokens:SigningKey");
    }

    [Fact]
    public void A_host_that_only_verifies_takes_the_tokens_of_the_one_that_issues()
    {
        var verifying = new Workbench(options =>
        {
            options.SigningKey = null;
            options.PublicKeys.Add(_bench.Key.ExportSubjectPublicKeyInfoPem());
        });

        verifying.Verifier.Verify(_bench.Issue()).IsValid.ShouldBeTrue();
    }

    [Fact]
    public void Neither_token_shows_itself_in_a_log()
    {
        IssuedAccessToken issued = _bench.Issuer.Issue(new AccessTokenRequest { Subject = Workbench.Subject });
        var refresh = RefreshToken.Create();

        $"{issued}".ShouldNotContain(issued.Value);
        $"{refresh}".ShouldNotContain(refresh.Value);
    }

    private void Issue(Dictionary<string, JsonNode?> claims) =>
        _bench.Issuer.Issue(new AccessTokenRequest { Subject = Workbench.Subject, Claims = claims });

    private static JsonNode Decode(string part) => JsonNode.Parse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part)))!;
}
