using System.ComponentModel.DataAnnotations;

namespace Roost.Security.Tokens;

/// <summary>
/// An issuer outside this system whose access tokens are accepted. It is trusted with nothing that is not named here:
/// without <see cref="Tenants"/>, <see cref="Roles"/> and <see cref="Claims"/> its tokens say who, and no more.
/// </summary>
public sealed class OutsideIssuerOptions
{
    /// <summary>The exact <c>iss</c> of its tokens, another one than our own. Its keys verify no other issuer's tokens.</summary>
    [Required]
    public string Issuer { get; set; } = "";

    /// <summary>The <c>aud</c> its tokens must name.</summary>
    /// <value>The default is <c>Roost:Tokens:Audience</c>.</value>
    public string? Audience { get; set; }

    /// <summary>Its public keys, at least one, each a PEM or a JWK in JSON: EC P-256, or RSA of 2048 to 8192 bits.</summary>
    public IList<string> PublicKeys { get; } = [];

    /// <summary>The algorithm of RSA keys that do not name one themselves: <c>RS256</c> or <c>PS256</c>. A key is used with one algorithm only (RFC 8725, 3.1).</summary>
    /// <value>The default is <c>RS256</c>.</value>
    public string RsaAlgorithm { get; set; } = "RS256";

    /// <summary>The <c>typ</c> its tokens must carry, not empty, compared without case and without <c>application/</c>.</summary>
    /// <value>The default is <c>at+jwt</c> (RFC 9068, 2.1).</value>
    public string TokenType { get; set; } = "at+jwt";

    /// <summary>The tenants it may speak for. A token with another <c>tid</c> is refused, and so is one without, if there is a list.</summary>
    /// <value>The default is none.</value>
    public IList<Guid> Tenants { get; } = [];

    /// <summary>The roles it may give. A token with another role is refused.</summary>
    /// <value>The default is none.</value>
    public IList<string> Roles { get; } = [];

    /// <summary>Names of further claims that are passed on from its tokens; others are dropped.</summary>
    /// <value>The default is none.</value>
    public IList<string> Claims { get; } = [];
}
