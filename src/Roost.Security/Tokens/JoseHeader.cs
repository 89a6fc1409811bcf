using System.Text.Json;

namespace Roost.Security.Tokens;

/// <summary>
/// The header's members that count. One that brings or points to a key (<c>jwk</c>, <c>jku</c>, <c>x5u</c>, <c>x5c</c>) is refused rather
/// than ignored: no issuer trusted here sends it, so it is an attack or a mistake (RFC 8725, 3.10). Unknown members are ignored (RFC 7515, 4).
/// </summary>
internal readonly record struct JoseHeader(SignatureAlgorithm Algorithm, string KeyId, string Type)
{
    public const string AccessTokenType = "at+jwt";

    private const string MediaTypePrefix = "application/";

    public static TokenFault Read(byte[] utf8, out JoseHeader header)
    {
        header = default;
        try
        {
            using JsonDocument document = StrictJson.Parse(utf8);
            return Read(document.RootElement, out header);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return TokenFault.HeaderMalformed;
        }
    }

    /// <summary>Media types compare without case, and <c>application/</c> may be left out (RFC 7515, 4.1.9).</summary>
    public bool IsOfType(string expected) => WithoutPrefix(Type).Equals(WithoutPrefix(expected), StringComparison.OrdinalIgnoreCase);

    private static TokenFault Read(JsonElement json, out JoseHeader header)
    {
        string? algorithmName = null, keyId = null, type = null;
        header = default;
        foreach (JsonProperty member in json.EnumerateObject())
        {
            switch (member.Name)
            {
                case "alg":
                    algorithmName = member.Value.GetString();
                    break;
                case "kid":
                    keyId = member.Value.GetString();
                    break;
                case "typ":
                    type = member.Value.GetString();
                    break;
                case "crit":
                    return TokenFault.CriticalExtension;
                case "jwk" or "jku" or "x5u" or "x5c":
                    return TokenFault.KeyInHeader;
            }
        }

        if (SignatureAlgorithms.Find(algorithmName) is not { } algorithm)
        {
            return TokenFault.AlgorithmNotAllowed;
        }

        header = new JoseHeader(algorithm, keyId ?? "", type ?? "");
        return TokenFault.None;
    }

    private static ReadOnlySpan<char> WithoutPrefix(string type) =>
        type.StartsWith(MediaTypePrefix, StringComparison.OrdinalIgnoreCase) ? type.AsSpan(MediaTypePrefix.Length) : type;
}
