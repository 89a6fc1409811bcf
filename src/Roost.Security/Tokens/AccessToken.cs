namespace Roost.Security.Tokens;

/// <summary>What a verified access token says. Immutable and shared between requests; the token's text is not kept.</summary>
public sealed class AccessToken
{
    internal AccessToken()
    {
    }

    /// <summary>Who issued it (<c>iss</c>).</summary>
    public required string Issuer { get; init; }

    /// <summary>The principal it was issued to (<c>sub</c>).</summary>
    public required Guid Subject { get; init; }

    /// <summary>The tenant the principal acts in (<c>tid</c>); null when the token names none.</summary>
    public Guid? TenantId { get; init; }

    /// <summary>The principal's roles in that tenant (<c>roles</c>).</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>The token's own id (<c>jti</c>).</summary>
    public required string Id { get; init; }

    /// <summary>When it was issued (<c>iat</c>).</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When it expires (<c>exp</c>).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The same as claims, under the names they have in the token.</summary>
    public AccessTokenIdentity Identity { get; internal set; } = null!;
}
