using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Roost.Security.Tokens;

internal sealed class RsaVerificationKey(string id, RSAParameters key, SignatureAlgorithm algorithm) : VerificationKey(id, algorithm)
{
    private readonly KeyPool<RSA> _pool = new(() => RSA.Create(key));

    private readonly RSASignaturePadding _padding =
        algorithm == SignatureAlgorithm.PS256 ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;

    public override string Thumbprint => JwkThumbprint.Of(key);

    public override bool Verify(ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != key.Modulus!.Length)
        {
            return false;
        }

        RSA rsa = _pool.Rent();
        bool valid = rsa.VerifyData(signingInput, signature, HashAlgorithmName.SHA256, _padding);
        _pool.Return(rsa);
        return valid;
    }

    protected override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("kty"u8, "RSA"u8);
        json.WriteString("n"u8, Base64Url.EncodeToString(key.Modulus));
        json.WriteString("e"u8, Base64Url.EncodeToString(key.Exponent));
    }
}
