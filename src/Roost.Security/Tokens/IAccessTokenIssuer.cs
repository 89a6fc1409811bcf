namespace Roost.Security.Tokens;

/// <summary>Issues access tokens of our own issuer: JWS, ES256, <c>typ: at+jwt</c> (RFC 9068).</summary>
public interface IAccessTokenIssuer
{
    /// <summary>Signs a new access token.</summary>
    /// <exception cref="ArgumentException">The request can't become a token; the message says why.</exception>
    /// <exception cref="InvalidOperationException">This host has no signing key.</exception>
    IssuedAccessToken Issue(AccessTokenRequest request);
}
