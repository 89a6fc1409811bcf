namespace Roost.Security.Tokens;

internal static class SignatureAlgorithms
{
    /// <summary>Names compare exactly: <c>es256</c> or <c>NoNe</c> is an unknown algorithm like any other (RFC 7515, 4.1.1).</summary>
    public static SignatureAlgorithm? Find(string? name) => name switch
    {
        "ES256" => SignatureAlgorithm.ES256,
        "RS256" => SignatureAlgorithm.RS256,
        "PS256" => SignatureAlgorithm.PS256,
        _ => null,
    };
}
