using System.Security.Claims;

namespace Roost.Security.Tokens;

/// <summary>
/// The identity of a verified token. It is shared by all requests that carry the token, so it can't be changed:
/// a claims transformation adds an identity of its own to the request's principal instead.
/// </summary>
public sealed class AccessTokenIdentity : ClaimsIdentity
{
    internal AccessTokenIdentity(AccessToken token, IEnumerable<Claim> claims)
        : base(claims, AccessTokenDefaults.Scheme, AccessTokenClaims.Subject, AccessTokenClaims.Roles) => Token = token;

    /// <summary>The token in typed form: cheaper than parsing claims.</summary>
    public AccessToken Token { get; }

    /// <summary>Not supported: the identity is shared.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public override void AddClaim(Claim claim) => throw Shared();

    /// <summary>Not supported: the identity is shared.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public override void AddClaims(IEnumerable<Claim?> claims) => throw Shared();

    /// <summary>Not supported: the identity is shared.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public override void RemoveClaim(Claim? claim) => throw Shared();

    /// <summary>Not supported: the identity is shared.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public override bool TryRemoveClaim(Claim? claim) => throw Shared();

    private static InvalidOperationException Shared() => new(
        "A verified token's identity is shared between requests and can't be changed. Add a ClaimsIdentity of your own to the ClaimsPrincipal.");
}
