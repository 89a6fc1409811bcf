namespace Roost.Security.Tokens;

/// <summary>Claim types of a verified token's identity: as they are named in the token, without mapping.</summary>
public static class AccessTokenClaims
{
    /// <summary>The principal's id, a GUID (RFC 7519, 4.1.2).</summary>
    public const string Subject = "sub";

    /// <summary>The tenant's id, a GUID.</summary>
    public const string Tenant = "tid";

    /// <summary>A role; one claim each (RFC 9068, 2.2.3.1).</summary>
    public const string Roles = "roles";

    /// <summary>The issuer.</summary>
    public const string Issuer = "iss";

    /// <summary>The audience.</summary>
    public const string Audience = "aud";

    /// <summary>Issued at, in seconds since 1970.</summary>
    public const string IssuedAt = "iat";

    /// <summary>Not valid before, in seconds since 1970.</summary>
    public const string NotBefore = "nbf";

    /// <summary>Expires at, in seconds since 1970.</summary>
    public const string ExpiresAt = "exp";

    /// <summary>The token's id.</summary>
    public const string Id = "jti";

    internal static bool IsRegistered(string name) =>
        name is Subject or Tenant or Roles or Issuer or Audience or IssuedAt or NotBefore or ExpiresAt or Id;
}
