using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Roost.Security.Tokens;

internal sealed class EcVerificationKey(string id, ECParameters key) : VerificationKey(id, SignatureAlgorithm.ES256)
{
    private const int HalfLength = 32;

    private readonly KeyPool<ECDsa> _pool = new(() => ECDsa.Create(key));

    public override string Thumbprint => JwkThumbprint.Of(key);

    public override bool Verify(ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature)
    {
        // r and s, 32 bytes each (RFC 7518, 3.4); DER has another length. Zeros are refused here too, whatever the platform's
        // library does with them: that check was once forgotten elsewhere (CVE-2022-21449).
        if (signature.Length != 2 * HalfLength
            || !signature[..HalfLength].ContainsAnyExcept((byte)0)
            || !signature[HalfLength..].ContainsAnyExcept((byte)0))
        {
            return false;
        }

        ECDsa ecdsa = _pool.Rent();
        bool valid = ecdsa.VerifyData(signingInput, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        _pool.Return(ecdsa);
        return valid;
    }

    protected override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("kty"u8, "EC"u8);
        json.WriteString("crv"u8, "P-256"u8);
        json.WriteString("x"u8, Base64Url.EncodeToString(key.Q.X));
        json.WriteString("y"u8, Base64Url.EncodeToString(key.Q.Y));
    }
}
