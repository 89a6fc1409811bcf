namespace Roost.Security.Tokens;

/// <summary>Names that the access token handler goes by.</summary>
public static class AccessTokenDefaults
{
    /// <summary>The authentication scheme, and the one in the <c>Authorization</c> header (RFC 6750, 2.1).</summary>
    public const string Scheme = "Bearer";
}
