namespace Roost.Security.Tokens;

/// <summary>The whole allow-list (RFC 8725, 3.1). What is not here does not exist for the verifier.</summary>
internal enum SignatureAlgorithm
{
    ES256,
    RS256,
    PS256,
}
