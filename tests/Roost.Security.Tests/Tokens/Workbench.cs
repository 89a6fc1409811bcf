using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Roost.Security.Tokens;

namespace Roost.Security.Tests.Tokens;

/// <summary>An issuer and a verifier with a key and a clock in the test's hands, and the means to forge what they would never make.</summary>
internal sealed class Workbench
{
    public static readonly Guid Subject = Guid.Parse("0198a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");
    public static readonly Guid Tenant = Guid.Parse("0198ffff-0000-7000-8000-000000000001");

    public Workbench(Action<TokenOptions>? configure = null)
    {
        Options.SigningKey = Key.ExportPkcs8PrivateKeyPem();
        configure?.Invoke(Options);
        new TokenOptionsValidator().Validate(null, Options).Failures.ShouldBeNull();
        IOptions<TokenOptions> options = Microsoft.Extensions.Options.Options.Create(Options);
        Keys = new SwitchableKeys(new KeyRingBuilder(Options).Build());
        Issuer = new AccessTokenIssuer(Keys, options, Clock);
        Verifier = new AccessTokenVerifier(Keys, options, Clock);
    }

    public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TokenOptions Options { get; } = new();

    public ManualClock Clock { get; } = new();

    public SwitchableKeys Keys { get; }

    public IAccessTokenIssuer Issuer { get; }

    public IAccessTokenVerifier Verifier { get; }

    public string KeyId => JwkThumbprint.Of(Key.ExportParameters(includePrivateParameters: false));

    public string Issue() => Issuer.Issue(new AccessTokenRequest { Subject = Subject, TenantId = Tenant, Roles = ["owner", "staff"] }).Value;

    public TokenFault Fault(string token)
    {
        TokenVerification verification = Verifier.Verify(token);
        verification.IsValid.ShouldBe(verification.Fault == TokenFault.None);
        return verification.Fault;
    }

    public JsonObject Header() => new() { ["alg"] = "ES256", ["typ"] = "at+jwt", ["kid"] = KeyId };

    public JsonObject Payload() => new()
    {
        ["iss"] = "roost",
        ["aud"] = "roost",
        ["sub"] = Subject.ToString(),
        ["tid"] = Tenant.ToString(),
        ["roles"] = new JsonArray("owner"),
        ["iat"] = Seconds(),
        ["nbf"] = Seconds(),
        ["exp"] = Seconds() + 900,
        ["jti"] = "a-token",
    };

    public long Seconds() => Clock.Now.ToUnixTimeSeconds();

    /// <summary>A token with a right signature over whatever is in it.</summary>
    public string Sign(string header, string payload, ECDsa? key = null) =>
        Assemble(header, payload, input => (key ?? Key).SignData(input, HashAlgorithmName.SHA256));

    public string SignHeader(Action<JsonObject> change)
    {
        JsonObject header = Header();
        change(header);
        return Sign(header.ToJsonString(), Payload().ToJsonString());
    }

    public string SignPayload(Action<JsonObject> change)
    {
        JsonObject payload = Payload();
        change(payload);
        return Sign(Header().ToJsonString(), payload.ToJsonString());
    }

    public static string Assemble(string header, string payload, Func<byte[], byte[]> sign)
    {
        string input = $"{Encode(header)}.{Encode(payload)}";
        return $"{input}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(input)))}";
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    internal sealed class SwitchableKeys(KeyRing ring) : IKeyRingSource
    {
        public KeyRing Current { get; set; } = ring;
    }
}
