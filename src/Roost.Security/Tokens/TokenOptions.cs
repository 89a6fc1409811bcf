using System.ComponentModel.DataAnnotations;

namespace Roost.Security.Tokens;

/// <summary>How access tokens are issued and verified. Section <c>Roost:Tokens</c>.</summary>
/// <remarks>Without any key at all no token could be verified, which is a start-up fault.</remarks>
public sealed class TokenOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string Section = "Roost:Tokens";

    /// <summary>The <c>iss</c> of tokens issued here, and the one required of tokens signed with our own keys.</summary>
    /// <value>The default is <c>roost</c>.</value>
    [Required, MaxLength(200)]
    public string Issuer { get; set; } = "roost";

    /// <summary>The <c>aud</c> of tokens issued here, which every verified token must name.</summary>
    /// <value>The default is <c>roost</c>.</value>
    [Required, MaxLength(200)]
    public string Audience { get; set; } = "roost";

    /// <summary>
    /// The private key that signs: PEM text of an unencrypted PKCS#8 or SEC1 EC P-256 key. Needed only where tokens are issued. A secret:
    /// keep it out of files under version control.
    /// </summary>
    /// <value>The default is none.</value>
    public string? SigningKey { get; set; }

    /// <summary>
    /// Further public keys of our own issuer, each an EC P-256 key as PEM or as a JWK in JSON: the next or the last key while one is being rotated,
    /// or the only keys of a host that verifies and never issues.
    /// </summary>
    /// <value>The default is none.</value>
    public IList<string> PublicKeys { get; } = [];

    /// <summary>Issuers outside this system whose tokens are accepted, each with its own keys and limits.</summary>
    /// <value>The default is none.</value>
    public IList<OutsideIssuerOptions> OutsideIssuers { get; } = [];

    /// <summary>How long an access token issued here is valid.</summary>
    /// <value>The default is 15 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How far the clocks of issuer and verifier may differ: added to <c>exp</c>, taken from <c>nbf</c> and <c>iat</c>.</summary>
    /// <value>The default is 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a verified token may be taken from memory instead of being verified again; never beyond its <c>exp</c>.</summary>
    /// <value>The default is 60 seconds; zero turns the cache off.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan CacheLifetime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many verified tokens are kept in memory, rounded up to a power of two. One takes about 2 kB.</summary>
    /// <value>The default is 4096.</value>
    [Range(4, 65_536)]
    public int CacheSize { get; set; } = 4096;
}
