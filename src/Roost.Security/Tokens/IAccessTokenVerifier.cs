namespace Roost.Security.Tokens;

/// <summary>Verifies access tokens: compact JWS of the configured issuers, and nothing else.</summary>
public interface IAccessTokenVerifier
{
    /// <summary>Verifies a token's signature, header and claims against the configured keys and the clock. Never throws for what a token contains.</summary>
    /// <param name="token">The token's text, without <c>Bearer</c>.</param>
    TokenVerification Verify(ReadOnlySpan<char> token);
}
