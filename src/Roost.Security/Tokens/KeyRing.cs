using System.Collections.Frozen;

namespace Roost.Security.Tokens;

/// <summary>All keys at one moment; immutable, so that a change of keys is one new ring and never a half one.</summary>
internal sealed class KeyRing(TokenSigningKey? signingKey, IEnumerable<TrustedKey> keys)
{
    private readonly FrozenDictionary<string, TrustedKey> _keys = keys.ToFrozenDictionary(key => key.Key.Id, StringComparer.Ordinal);

    public TokenSigningKey? SigningKey => signingKey;

    /// <summary>Our own keys, as they are published; an outside issuer publishes its own.</summary>
    public IEnumerable<VerificationKey> Published => _keys.Values.Where(key => key.Issuer.IsOwn).Select(key => key.Key);

    /// <summary>A <c>kid</c> is only ever a key of this dictionary: no path, address or query is made of it (RFC 8725, 3.10).</summary>
    public TrustedKey? Find(string id) => _keys.GetValueOrDefault(id);
}
