using System.Text.Json;

namespace Roost.Security.Tokens;

/// <summary>
/// A public key and the one algorithm it is used with. The algorithm comes from the key and its configuration, never from a token,
/// so an RSA or EC key can't be turned into an HMAC secret or used with another scheme (RFC 8725, 2.1 and 3.1).
/// </summary>
internal abstract class VerificationKey(string id, SignatureAlgorithm algorithm)
{
    public string Id => id;

    public SignatureAlgorithm Algorithm => algorithm;

    /// <summary>Tells whether two keys are the same, whatever ids they go by.</summary>
    public abstract string Thumbprint { get; }

    public abstract bool Verify(ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature);

    /// <summary>Writes the key as a JWK with its public members only (RFC 7517, 4).</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteMembers(json);
        json.WriteString("use"u8, "sig"u8);
        json.WriteString("alg"u8, algorithm.ToString());
        json.WriteString("kid"u8, id);
        json.WriteEndObject();
    }

    protected abstract void WriteMembers(Utf8JsonWriter json);
}
