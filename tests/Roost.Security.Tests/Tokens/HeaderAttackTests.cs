using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Roost.Security.Tokens;

namespace Roost.Security.Tests.Tokens;

/// <summary>RFC 8725, 2: each token here carries a right signature by our own key wherever that helps the attacker.</summary>
public class HeaderAttackTests
{
    private readonly Workbench _bench = new();

    [Fact]
    public void The_bench_itself_makes_valid_tokens() => _bench.Fault(_bench.SignHeader(_ => { })).ShouldBe(TokenFault.None);

    [Theory]
    [InlineData("none"), InlineData("None"), InlineData("NONE"), InlineData("nOnE"), InlineData("none "), InlineData("")]
    [InlineData("es256"), InlineData("ES256 "), InlineData("ES256\0"), InlineData("ES384"), InlineData("ES256K"), InlineData("EdDSA")]
    [InlineData("HS256"), InlineData("HS384"), InlineData("HS512"), InlineData("RS1"), InlineData("RS384"), InlineData("PS512")]
    public void An_algorithm_beyond_the_list_is_refused(string algorithm)
    {
        _bench.Fault(_bench.SignHeader(header => header["alg"] = algorithm)).ShouldBe(TokenFault.AlgorithmNotAllowed);

        JsonObject unsigned = _bench.Header();
        unsigned["alg"] = algorithm;
        string token = $"{Workbench.Encode(unsigned.ToJsonString())}.{Workbench.Encode(_bench.Payload().ToJsonString())}.";
        _bench.Fault(token).ShouldBe(TokenFault.Malformed);
        _bench.Fault(token + "AA").ShouldBe(TokenFault.AlgorithmNotAllowed);
    }

    [Fact]
    public void No_algorithm_is_refused()
    {
        _bench.Fault(_bench.SignHeader(header => header.Remove("alg"))).ShouldBe(TokenFault.AlgorithmNotAllowed);
        _bench.Fault(_bench.SignHeader(header => header["alg"] = null)).ShouldBe(TokenFault.AlgorithmNotAllowed);
        _bench.Fault(_bench.SignHeader(header => header["alg"] = 256)).ShouldBe(TokenFault.HeaderMalformed);
        _bench.Fault(_bench.SignHeader(header => header["alg"] = new JsonArray("ES256"))).ShouldBe(TokenFault.HeaderMalformed);
    }

    [Fact]
    public void HS256_with_the_public_key_as_the_secret_is_refused()
    {
        byte[][] secrets =
        [
            Encoding.ASCII.GetBytes(_bench.Key.ExportSubjectPublicKeyInfoPem()),
            Encoding.ASCII.GetBytes(_bench.Key.ExportSubjectPublicKeyInfoPem() + "\n"),
            _bench.Key.ExportSubjectPublicKeyInfo(),
            [],
        ];
        JsonObject header = _bench.Header();
        header["alg"] = "HS256";

        foreach (byte[] secret in secrets)
        {
            string token = Workbench.Assemble(header.ToJsonString(), _bench.Payload().ToJsonString(), input => HMACSHA256.HashData(secret, input));
            _bench.Fault(token).ShouldBe(TokenFault.AlgorithmNotAllowed);
        }
    }

    [Theory]
    [InlineData("RS256"), InlineData("PS256")]
    public void An_accepted_algorithm_with_a_key_of_another_is_refused(string algorithm) =>
        _bench.Fault(_bench.SignHeader(header => header["alg"] = algorithm)).ShouldBe(TokenFault.AlgorithmOfOtherKey);

    [Fact]
    public void A_key_in_the_header_is_refused_though_it_fits_the_signature()
    {
        using ECDsa attacker = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        JsonObject header = _bench.Header();
        header["jwk"] = JsonNode.Parse(JwkOf(attacker));

        _bench.Fault(_bench.Sign(header.ToJsonString(), _bench.Payload().ToJsonString(), attacker)).ShouldBe(TokenFault.KeyInHeader);
    }

    [Theory]
    [InlineData("jku", "https://attacker.example/keys"), InlineData("x5u", "file:///etc/passwd"), InlineData("x5c", "MIIB")]
    public void A_pointer_to_a_key_is_refused_and_not_followed(string name, string value) =>
        _bench.Fault(_bench.SignHeader(header => header[name] = value)).ShouldBe(TokenFault.KeyInHeader);

    [Fact]
    public void A_critical_extension_is_refused()
    {
        _bench.Fault(_bench.SignHeader(header => header["crit"] = new JsonArray("exp"))).ShouldBe(TokenFault.CriticalExtension);
        _bench.Fault(_bench.SignHeader(header => { header["crit"] = new JsonArray("b64"); header["b64"] = false; })).ShouldBe(TokenFault.CriticalExtension);
        _bench.Fault(_bench.SignHeader(header => header["crit"] = new JsonArray())).ShouldBe(TokenFault.CriticalExtension);
    }

    [Theory]
    [InlineData("../../../../dev/null"), InlineData("/etc/hostname"), InlineData("' OR 1=1 --"), InlineData("https://attacker.example/k"), InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), InlineData("\u0000")]
    public void A_key_id_is_only_ever_one_of_ours(string keyId) =>
        _bench.Fault(_bench.SignHeader(header => header["kid"] = keyId)).ShouldBe(TokenFault.UnknownKey);

    [Fact]
    public void No_key_id_is_refused()
    {
        _bench.Fault(_bench.SignHeader(header => header.Remove("kid"))).ShouldBe(TokenFault.UnknownKey);
        _bench.Fault(_bench.SignHeader(header => header["kid"] = 1)).ShouldBe(TokenFault.HeaderMalformed);
    }

    [Theory]
    [InlineData("JWT"), InlineData("jwt"), InlineData("id+jwt"), InlineData("at+jwt "), InlineData("text/at+jwt"), InlineData("logout+jwt"), InlineData("")]
    public void Another_type_of_token_is_refused(string type) =>
        _bench.Fault(_bench.SignHeader(header => header["typ"] = type)).ShouldBe(TokenFault.WrongType);

    [Theory]
    [InlineData("at+jwt"), InlineData("AT+JWT"), InlineData("application/at+jwt"), InlineData("Application/At+Jwt")]
    public void The_type_may_be_spelt_as_the_standard_allows(string type) =>
        _bench.Fault(_bench.SignHeader(header => header["typ"] = type)).ShouldBe(TokenFault.None);

    [Fact]
    public void No_type_is_refused() => _bench.Fault(_bench.SignHeader(header => header.Remove("typ"))).ShouldBe(TokenFault.WrongType);

    [Theory]
    [InlineData("""{"alg":"none","alg":"ES256","typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"other","kid":"KID"}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID","x":1,"x":1}""")]
    [InlineData("""{"alg":"ES256","\u0061lg":"ES256","typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID","x":{"y":1,"y":1}}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID",}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID"} {}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID"/**/}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID","\ud800":1}""")]
    [InlineData("""{"alg":"ES256","typ":"\udc00","kid":"KID"}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID","x":[[[[[[[[[[1]]]]]]]]]]}""")]
    [InlineData("""["alg","ES256"]"""), InlineData("null"), InlineData("\"ES256\""), InlineData("{"), InlineData("\uFEFF{}")]
    public void A_header_with_more_than_one_reading_is_refused(string header) =>
        _bench.Fault(_bench.Sign(header.Replace("KID", _bench.KeyId), _bench.Payload().ToJsonString())).ShouldBe(TokenFault.HeaderMalformed);

    [Fact]
    public void An_unknown_member_of_the_header_is_ignored() =>
        _bench.Fault(_bench.SignHeader(header => header["x5t#S256"] = "AAAA")).ShouldBe(TokenFault.None);

    private static string JwkOf(ECDsa key)
    {
        ECParameters point = key.ExportParameters(includePrivateParameters: false);
        return $$"""{"kty":"EC","crv":"P-256","x":"{{System.Buffers.Text.Base64Url.EncodeToString(point.Q.X)}}","y":"{{System.Buffers.Text.Base64Url.EncodeToString(point.Q.Y)}}"}""";
    }
}
