using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Roost.Security.Tokens;

namespace Roost.Security.Tests.Tokens;

public class TokenOptionsTests
{
    private static readonly string Private = SigningKeyPem.Create();
    private static readonly string Public = SigningKeyPem.PublicPart(Private);

    [Fact]
    public void Everything_is_read_from_the_section()
    {
        TokenOptions options = Read(
            ("SigningKey", Private.Replace("\n", "\\n")), ("Issuer", "https://shop.example"), ("Audience", "shop"), ("PublicKeys:0", Public),
            ("AccessTokenLifetime", "00:05:00"), ("ClockSkew", "00:00:05"), ("CacheLifetime", "00:00:10"), ("CacheSize", "64"),
            ("OutsideIssuers:0:Issuer", "https://id.example"), ("OutsideIssuers:0:PublicKeys:0", SigningKeyPem.PublicPart(SigningKeyPem.Create())),
            ("OutsideIssuers:0:Tenants:0", Workbench.Tenant.ToString()), ("OutsideIssuers:0:Roles:0", "staff")).Value;

        options.Issuer.ShouldBe("https://shop.example");
        options.AccessTokenLifetime.ShouldBe(TimeSpan.FromMinutes(5));
        options.OutsideIssuers.Single().Tenants.ShouldBe([Workbench.Tenant]);
    }

    [Fact]
    public void A_SEC1_key_serves_as_well_as_PKCS8()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Should.NotThrow(() => Read(("SigningKey", key.ExportECPrivateKeyPem())).Value);
    }

    [Fact]
    public void No_key_at_all_says_how_to_make_one() => Fault().ShouldContain("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256");

    [Fact]
    public void A_signing_key_of_the_wrong_kind_is_named_and_never_quoted()
    {
        using ECDsa p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using ECDsa k1 = ECDsa.Create(ECCurve.CreateFromFriendlyName("secp256k1"));
        using RSA rsa = RSA.Create(2048);
        string encrypted = p384.ExportEncryptedPkcs8PrivateKeyPem("pass", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1));

        Fault(("SigningKey", p384.ExportPkcs8PrivateKeyPem())).ShouldContain("Roost:Tokens:SigningKey is not on the curve P-256");
        Fault(("SigningKey", k1.ExportPkcs8PrivateKeyPem())).ShouldContain("is not on the curve P-256");
        Fault(("SigningKey", rsa.ExportPkcs8PrivateKeyPem())).ShouldContain("is not the PEM text of one unencrypted EC private key");
        Fault(("SigningKey", encrypted)).ShouldContain("unencrypted");
        Fault(("SigningKey", Private + "\n" + SigningKeyPem.Create())).ShouldContain("is not the PEM text of one");
        Fault(("SigningKey", Public)).ShouldContain("is a public key; signing needs the private one");
        Fault(("SigningKey", "hunter2-not-a-key")).ShouldNotContain("hunter2");
    }

    [Fact]
    public void A_private_or_secret_key_among_the_public_ones_is_refused()
    {
        Fault(("PublicKeys:0", Private)).ShouldContain("Roost:Tokens:PublicKeys:0 is a private key; only public keys belong here");
        Fault(("PublicKeys:0", """{"kty":"oct","k":"AAAA"}""")).ShouldContain("is a secret or private JWK");
        Fault(("PublicKeys:0", """{"kty":"EC","crv":"P-256","x":"AA","y":"AA","d":"AA"}""")).ShouldContain("is a secret or private JWK");
    }

    [Theory]
    [InlineData("""{"kty":"EC","crv":"P-384","x":"AA","y":"AA"}""", "of a kind that is not accepted")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}""", "not 32 bytes each")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE","y":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE"}""", "make no valid public key")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"}""", "without a base64url member \"y\"")]
    [InlineData("""{"kty":"EC","crv":"P-256","use":"enc","x":"AA","y":"AA"}""", "for another use")]
    [InlineData("""{"kty":"EC","kty":"EC"}""", "has a member twice")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","x":"AA"}""", "of a kind that is not accepted")]
    [InlineData("""{"kty":1}""", "of the wrong type")]
    [InlineData("not a key", "is not the PEM text")]
    public void A_public_key_that_cannot_serve_says_why(string key, string reason) => Fault(("PublicKeys:0", key)).ShouldContain(reason);

    [Fact]
    public void An_RSA_key_is_an_outside_issuers_and_of_at_least_2048_bits()
    {
        using RSA weak = RSA.Create(1024);
        using RSA good = RSA.Create(2048);

        Fault(("SigningKey", Private), ("PublicKeys:0", good.ExportSubjectPublicKeyInfoPem())).ShouldContain("RSA keys belong to OutsideIssuers");
        Fault(("OutsideIssuers:0:Issuer", "x"), ("OutsideIssuers:0:PublicKeys:0", weak.ExportSubjectPublicKeyInfoPem())).ShouldContain("1024 bits; 2048 to 8192");
        Fault(("OutsideIssuers:0:Issuer", "x"), ("OutsideIssuers:0:PublicKeys:0", good.ExportRSAPrivateKeyPem())).ShouldContain("is a private key");
    }

    [Fact]
    public void One_key_cannot_belong_to_two_issuers() => Fault(
        ("SigningKey", Private), ("OutsideIssuers:0:Issuer", "x"), ("OutsideIssuers:0:PublicKeys:0", Public)).ShouldContain("ids must differ");

    [Fact]
    public void All_faults_come_at_once()
    {
        string fault = Fault(
            ("SigningKey", "x"), ("PublicKeys:0", "y"), ("OutsideIssuers:0:Issuer", "roost"), ("OutsideIssuers:0:TokenType", " "),
            ("OutsideIssuers:1:Issuer", "x"), ("OutsideIssuers:1:RsaAlgorithm", "none"), ("AccessTokenLifetime", "0"), ("ClockSkew", "1:0:0"));

        foreach (string place in new[] { "SigningKey is", "PublicKeys:0", "OutsideIssuers:0:Issuer", "OutsideIssuers:0:TokenType", "OutsideIssuers:0:PublicKeys", "OutsideIssuers:1:RsaAlgorithm", "AccessTokenLifetime", "ClockSkew" })
        {
            fault.ShouldContain(place);
        }
    }

    private static string Fault(params (string Key, string Value)[] settings)
    {
        IOptions<TokenOptions> options = Read(settings);
        return Should.Throw<OptionsValidationException>(() => options.Value).Message;
    }

    private static IOptions<TokenOptions> Read(params (string Key, string Value)[] settings)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Roost:Tokens:{setting.Key}", (string?)setting.Value)))
            .Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddRoostTokens().BuildServiceProvider().GetRequiredService<IOptions<TokenOptions>>();
    }
}
