using System.Buffers;
using System.Text;
using Microsoft.Extensions.Options;

namespace Roost.Security.Tokens;

/// <summary>
/// Small enough to read in a sitting, and strict on purpose (RFC 8725): the cryptography is the framework's, the rules are here and in what it calls.
/// The payload is not read before the signature holds.
/// </summary>
internal sealed class AccessTokenVerifier(IKeyRingSource keys, IOptions<TokenOptions> options, TimeProvider clock) : IAccessTokenVerifier
{
    private readonly TimeSpan _skew = options.Value.ClockSkew;
    private readonly VerifiedTokenCache _cache = new(options.Value.CacheSize, options.Value.CacheLifetime);

    public TokenVerification Verify(ReadOnlySpan<char> token)
    {
        if (token.Length > CompactJws.MaximumLength)
        {
            return TokenVerification.Refused(TokenFault.TooLarge);
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(token.Length);
        try
        {
            return Ascii.FromUtf16(token, buffer, out int length) == OperationStatus.Done
                ? VerifyBytes(buffer.AsSpan(0, length))
                : TokenVerification.Refused(TokenFault.Malformed);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private TokenVerification VerifyBytes(ReadOnlySpan<byte> token)
    {
        KeyRing ring = keys.Current;
        DateTimeOffset now = clock.GetUtcNow();
        TokenDigest digest = TokenDigest.Of(token);
        if (_cache.Find(digest, ring, now) is { } known)
        {
            return TokenVerification.Valid(known);
        }

        TokenFault fault = VerifySignature(token, ring, out TrustedIssuer? issuer, out byte[]? payload);
        if (fault != TokenFault.None)
        {
            return TokenVerification.Refused(fault);
        }

        fault = new ClaimsReader(issuer!, now, _skew).Read(payload!, out AccessToken? verified);
        if (fault != TokenFault.None)
        {
            return TokenVerification.Refused(fault);
        }

        _cache.Add(digest, ring, verified!, now);
        return TokenVerification.Valid(verified!);
    }

    private static TokenFault VerifySignature(ReadOnlySpan<byte> token, KeyRing ring, out TrustedIssuer? issuer, out byte[]? payload)
    {
        (issuer, payload) = (null, null);
        if (!CompactJws.TrySplit(token, out CompactJws jws)
            || !StrictBase64Url.TryDecode(jws.Header, out byte[]? headerJson)
            || !StrictBase64Url.TryDecode(jws.Payload, out byte[]? payloadJson)
            || !StrictBase64Url.TryDecode(jws.Signature, out byte[]? signature))
        {
            return TokenFault.Malformed;
        }

        TokenFault fault = JoseHeader.Read(headerJson, out JoseHeader header);
        if (fault != TokenFault.None)
        {
            return fault;
        }

        if (ring.Find(header.KeyId) is not { } trusted)
        {
            return TokenFault.UnknownKey;
        }

        if (trusted.Key.Algorithm != header.Algorithm)
        {
            return TokenFault.AlgorithmOfOtherKey;
        }

        if (!header.IsOfType(trusted.Issuer.TokenType))
        {
            return TokenFault.WrongType;
        }

        (issuer, payload) = (trusted.Issuer, payloadJson);
        return trusted.Key.Verify(jws.SigningInput, signature) ? TokenFault.None : TokenFault.BadSignature;
    }
}
