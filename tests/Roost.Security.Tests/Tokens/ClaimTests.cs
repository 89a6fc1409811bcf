using System.Text.Json.Nodes;
using Roost.Security.Tokens;

namespace Roost.Security.Tests.Tokens;

/// <summary>Each token is signed by our own key: only its claims are wrong.</summary>
public class ClaimTests
{
    private readonly Workbench _bench = new();

    [Theory]
    [InlineData("iss"), InlineData("aud"), InlineData("sub"), InlineData("exp"), InlineData("iat"), InlineData("jti")]
    public void A_token_without_a_required_claim_is_refused(string name)
    {
        _bench.Fault(_bench.SignPayload(payload => payload.Remove(name))).ShouldBe(TokenFault.ClaimsMalformed);
        _bench.Fault(_bench.SignPayload(payload => payload[name] = null)).ShouldBe(TokenFault.ClaimsMalformed);
        _bench.Fault(_bench.SignPayload(payload => payload[name] = new JsonObject())).ShouldBe(TokenFault.ClaimsMalformed);
        _bench.Fault(_bench.SignPayload(payload => payload[name] = true)).ShouldBe(TokenFault.ClaimsMalformed);
    }

    [Theory]
    [InlineData("nbf"), InlineData("tid"), InlineData("roles")]
    public void An_optional_claim_may_be_absent_and_not_wrong(string name)
    {
        _bench.Fault(_bench.SignPayload(payload => payload.Remove(name))).ShouldBe(TokenFault.None);
        _bench.Fault(_bench.SignPayload(payload => payload[name] = null)).ShouldBe(TokenFault.ClaimsMalformed);
        _bench.Fault(_bench.SignPayload(payload => payload[name] = new JsonObject())).ShouldBe(TokenFault.ClaimsMalformed);
        _bench.Fault(_bench.SignPayload(payload => payload[name] = new JsonArray(1))).ShouldBe(TokenFault.ClaimsMalformed);
    }

    [Fact]
    public void A_token_expires_at_the_second_it_says_plus_the_skew()
    {
        string token = _bench.SignPayload(_ => { });
        _bench.Clock.Now += TimeSpan.FromSeconds(900 + 29);
        _bench.Fault(token).ShouldBe(TokenFault.None);
        _bench.Clock.Now += TimeSpan.FromSeconds(1);
        _bench.Fault(token).ShouldBe(TokenFault.Expired);
    }

    [Theory]
    [InlineData("nbf"), InlineData("iat")]
    public void A_token_of_the_future_is_not_valid_yet(string name)
    {
        string token = _bench.SignPayload(payload => payload[name] = _bench.Seconds() + 60);
        _bench.Clock.Now += TimeSpan.FromSeconds(29);
        _bench.Fault(token).ShouldBe(TokenFault.NotYetValid);
        _bench.Clock.Now += TimeSpan.FromSeconds(1);
        _bench.Fault(token).ShouldBe(TokenFault.None);
    }

    [Theory]
    [InlineData("9223372036854775807"), InlineData("1e400"), InlineData("-1"), InlineData("1.5"), InlineData("\"1900000000\""), InlineData("253402300800")]
    [InlineData("99999999999999999999999")]
    public void A_time_that_is_no_plain_number_of_seconds_is_refused(string value) =>
        _bench.Fault(WithRaw("exp", value)).ShouldBe(TokenFault.ClaimsMalformed);

    [Theory]
    [InlineData("other"), InlineData("Roost"), InlineData("roost/"), InlineData("")]
    public void Another_issuer_is_refused(string issuer) =>
        _bench.Fault(_bench.SignPayload(payload => payload["iss"] = issuer)).ShouldBe(TokenFault.WrongIssuer);

    [Fact]
    public void Another_audience_is_refused()
    {
        _bench.Fault(_bench.SignPayload(payload => payload["aud"] = "other")).ShouldBe(TokenFault.WrongAudience);
        _bench.Fault(_bench.SignPayload(payload => payload["aud"] = "ROOST")).ShouldBe(TokenFault.WrongAudience);
        _bench.Fault(_bench.SignPayload(payload => payload["aud"] = new JsonArray())).ShouldBe(TokenFault.WrongAudience);
        _bench.Fault(_bench.SignPayload(payload => payload["aud"] = new JsonArray("a", "b"))).ShouldBe(TokenFault.WrongAudience);
        _bench.Fault(_bench.SignPayload(payload => payload["aud"] = new JsonArray("a", 1))).ShouldBe(TokenFault.ClaimsMalformed);
        _bench.Fault(_bench.SignPayload(payload => payload["aud"] = new JsonArray("a", "roost"))).ShouldBe(TokenFault.None);
    }

    [Theory]
    [InlineData("sub", "alice"), InlineData("sub", ""), InlineData("sub", "00000000-0000-0000-0000-000000000000")]
    [InlineData("sub", "{0198a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b}"), InlineData("sub", "0198a1b2c3d47e5f8a9b0c1d2e3f4a5b"), InlineData("sub", " 0198a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    [InlineData("tid", "shop"), InlineData("tid", "00000000-0000-0000-0000-000000000000")]
    public void An_id_that_is_no_GUID_is_refused(string name, string value) =>
        _bench.Fault(_bench.SignPayload(payload => payload[name] = value)).ShouldBe(TokenFault.ClaimsMalformed);

    [Fact]
    public void An_id_has_one_spelling_for_the_application()
    {
        string token = _bench.SignPayload(payload => payload["tid"] = Workbench.Tenant.ToString().ToUpperInvariant());

        _bench.Verifier.Verify(token).Token!.Identity.FindFirst("tid")!.Value.ShouldBe(Workbench.Tenant.ToString());
    }

    [Theory]
    [InlineData("""{"tid":"0198ffff-0000-7000-8000-000000000002",""")]
    [InlineData("""{"t\u0069d":"0198ffff-0000-7000-8000-000000000002",""")]
    [InlineData("""{"roles":["admin"],""")]
    [InlineData("""{"exp":9999999999,""")]
    [InlineData("""{"x":{"y":1,"y":2},""")]
    public void A_claim_that_stands_twice_is_refused(string before) =>
        _bench.Fault(_bench.Sign(_bench.Header().ToJsonString(), before + _bench.Payload().ToJsonString()[1..])).ShouldBe(TokenFault.ClaimsMalformed);

    [Theory]
    [InlineData("[]"), InlineData("null"), InlineData("\"text\""), InlineData("{}{}"), InlineData("{"), InlineData("not json")]
    public void A_payload_that_is_no_object_is_refused(string payload) =>
        _bench.Fault(_bench.Sign(_bench.Header().ToJsonString(), payload)).ShouldBe(TokenFault.ClaimsMalformed);

    [Fact]
    public void Half_a_surrogate_pair_in_a_claim_is_refused() =>
        _bench.Fault(WithRaw("jti", "\"\\ud800\"")).ShouldBe(TokenFault.ClaimsMalformed);

    [Fact]
    public void Claims_keep_their_names_and_roles_are_roles()
    {
        AccessToken token = _bench.Verifier.Verify(_bench.Issue()).Token.ShouldNotBeNull();
        var principal = new System.Security.Claims.ClaimsPrincipal(token.Identity);

        principal.IsInRole("owner").ShouldBeTrue();
        principal.IsInRole("customer").ShouldBeFalse();
        principal.Identity!.Name.ShouldBe(Workbench.Subject.ToString());
        principal.Claims.Select(claim => claim.Type).ShouldBe(["sub", "iss", "jti", "iat", "exp", "tid", "roles", "roles"]);
    }

    [Fact]
    public void The_identity_that_requests_share_cannot_be_changed()
    {
        AccessTokenIdentity identity = _bench.Verifier.Verify(_bench.Issue()).Token!.Identity;
        var claim = new System.Security.Claims.Claim("roles", "admin");

        Should.Throw<InvalidOperationException>(() => identity.AddClaim(claim));
        Should.Throw<InvalidOperationException>(() => identity.AddClaims([claim]));
        Should.Throw<InvalidOperationException>(() => identity.RemoveClaim(identity.Claims.First()));
        Should.Throw<InvalidOperationException>(() => identity.TryRemoveClaim(identity.Claims.First()));
        identity.Clone().AddClaim(claim);
        identity.HasClaim("roles", "admin").ShouldBeFalse();
    }

    private string WithRaw(string name, string value)
    {
        JsonObject payload = _bench.Payload();
        payload.Remove(name);
        return _bench.Sign(_bench.Header().ToJsonString(), $$"""{"{{name}}":{{value}},{{payload.ToJsonString()[1..]}}""");
    }
}
