namespace Roost.Security.Tokens;

/// <summary>Makes the ring of the configured keys and says everything that is wrong with them at once.</summary>
internal sealed class KeyRingBuilder(TokenOptions options)
{
    private readonly Dictionary<string, TrustedKey> _keys = new(StringComparer.Ordinal);

    public List<string> Faults { get; } = [];

    public KeyRing Build()
    {
        var own = TrustedIssuer.Own(options);
        TokenSigningKey? signingKey = null;
        if (!string.IsNullOrWhiteSpace(options.SigningKey))
        {
            signingKey = Read(nameof(TokenOptions.SigningKey), () => new TokenSigningKey(PemKey.ReadPrivate(options.SigningKey)));
            if (signingKey is not null)
            {
                _keys[signingKey.PublicKey.Id] = new TrustedKey(signingKey.PublicKey, own);
            }
        }

        AddPublicKeys(nameof(TokenOptions.PublicKeys), options.PublicKeys, own, SignatureAlgorithm.ES256);
        for (int index = 0; index < options.OutsideIssuers.Count; index++)
        {
            AddOutside($"{nameof(TokenOptions.OutsideIssuers)}:{index}", options.OutsideIssuers[index]);
        }

        if (_keys.Count == 0 && Faults.Count == 0)
        {
            Fault(nameof(TokenOptions.SigningKey), "is missing, and so is every other key, so no token could be verified. Make one with "
                + "\"openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256\", or on hosts that only verify set PublicKeys.");
        }

        return new KeyRing(signingKey, _keys.Values);
    }

    private void AddOutside(string path, OutsideIssuerOptions outside)
    {
        if (string.IsNullOrEmpty(outside.Issuer) || outside.Issuer == options.Issuer)
        {
            Fault($"{path}:Issuer", "must be the outside issuer's own name, the exact \"iss\" of its tokens.");
        }

        if (SignatureAlgorithms.Find(outside.RsaAlgorithm) is not { } algorithm || algorithm == SignatureAlgorithm.ES256)
        {
            Fault($"{path}:RsaAlgorithm", "must be RS256 or PS256.");
            return;
        }

        if (string.IsNullOrWhiteSpace(outside.TokenType))
        {
            Fault($"{path}:TokenType", "must name the \"typ\" of its access tokens, at+jwt as a rule.");
        }

        if (outside.PublicKeys.Count == 0)
        {
            Fault($"{path}:PublicKeys", "is empty; name at least one public key of this issuer.");
        }

        AddPublicKeys($"{path}:PublicKeys", outside.PublicKeys, TrustedIssuer.Outside(outside, options), algorithm);
    }

    private void AddPublicKeys(string path, IList<string> keys, TrustedIssuer issuer, SignatureAlgorithm rsaAlgorithm)
    {
        for (int index = 0; index < keys.Count; index++)
        {
            string place = $"{path}:{index}", text = keys[index];
            if (Read(place, () => ReadPublic(text, rsaAlgorithm)) is not { } key)
            {
                continue;
            }

            if (issuer.IsOwn && key.Algorithm != SignatureAlgorithm.ES256)
            {
                Fault(place, "is an RSA key; our own tokens are ES256. RSA keys belong to OutsideIssuers.");
            }
            else if (!_keys.TryAdd(key.Id, new TrustedKey(key, issuer)) && !IsSame(_keys[key.Id], key, issuer))
            {
                Fault(place, $"has the key id \"{key.Id}\", which another key or another issuer's key has too; ids must differ.");
            }
        }
    }

    /// <summary>A signing key may be listed among the public keys as well, so that one list serves all hosts.</summary>
    private static bool IsSame(TrustedKey known, VerificationKey key, TrustedIssuer issuer) =>
        known.Issuer == issuer && known.Key.Thumbprint == key.Thumbprint;

    private static VerificationKey ReadPublic(string text, SignatureAlgorithm rsaAlgorithm) =>
        text.AsSpan().TrimStart().StartsWith("{")
            ? JsonWebKey.Read(text, rsaAlgorithm)
            : PemKey.ReadPublic(text, rsaAlgorithm == SignatureAlgorithm.ES256 ? SignatureAlgorithm.RS256 : rsaAlgorithm);

    private T? Read<T>(string path, Func<T> read) where T : class
    {
        try
        {
            return read();
        }
        catch (FormatException fault)
        {
            Fault(path, fault.Message);
            return null;
        }
    }

    private void Fault(string path, string what) => Faults.Add($"{TokenOptions.Section}:{path} {what}");
}
