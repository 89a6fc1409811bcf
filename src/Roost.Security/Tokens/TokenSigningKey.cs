using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Roost.Security.Tokens;

/// <summary>The private key that signs, with the encoded header that all its tokens share.</summary>
internal sealed class TokenSigningKey
{
    private const int SignatureLength = 64;

    private readonly KeyPool<ECDsa> _pool;

    public TokenSigningKey(ECParameters key)
    {
        _pool = new KeyPool<ECDsa>(() => ECDsa.Create(key));
        string id = JwkThumbprint.Of(key);
        PublicKey = new EcVerificationKey(id, new ECParameters { Curve = key.Curve, Q = key.Q });
        EncodedHeader = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"ES256","typ":"at+jwt","kid":"{{id}}"}"""));
    }

    public VerificationKey PublicKey { get; }

    public string EncodedHeader { get; }

    public byte[] Sign(ReadOnlySpan<byte> signingInput)
    {
        byte[] signature = new byte[SignatureLength];
        ECDsa ecdsa = _pool.Rent();
        ecdsa.SignData(signingInput, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        _pool.Return(ecdsa);
        return signature;
    }
}
