namespace Roost.Security.Tokens;

/// <summary>What an issuer is trusted with. A key belongs to exactly one, so that no issuer can sign another's tokens (RFC 8725, 3.8).</summary>
internal sealed class TrustedIssuer
{
    public required string Issuer { get; init; }

    public required string Audience { get; init; }

    public required string TokenType { get; init; }

    /// <summary>Our own issuer: it may name any tenant, role and claim.</summary>
    public bool IsOwn { get; init; }

    public IReadOnlySet<Guid> Tenants { get; init; } = new HashSet<Guid>();

    public IReadOnlySet<string> Roles { get; init; } = new HashSet<string>();

    public IReadOnlySet<string> Claims { get; init; } = new HashSet<string>();

    public static TrustedIssuer Own(TokenOptions options) => new()
    {
        Issuer = options.Issuer,
        Audience = options.Audience,
        TokenType = JoseHeader.AccessTokenType,
        IsOwn = true,
    };

    public static TrustedIssuer Outside(OutsideIssuerOptions outside, TokenOptions options) => new()
    {
        Issuer = outside.Issuer,
        Audience = outside.Audience ?? options.Audience,
        TokenType = outside.TokenType,
        Tenants = outside.Tenants.ToHashSet(),
        Roles = outside.Roles.ToHashSet(StringComparer.Ordinal),
        Claims = outside.Claims.ToHashSet(StringComparer.Ordinal),
    };

    /// <summary>
    /// Whether it may sign for a tenant; without one, only if it is not limited to some: leaving the tenant out must not widen what
    /// an issuer was trusted with.
    /// </summary>
    public bool MaySpeakFor(Guid? tenant) => IsOwn || (tenant is { } id ? Tenants.Contains(id) : Tenants.Count == 0);

    public bool MayGive(string role) => IsOwn || Roles.Contains(role);

    public bool MayClaim(string name) => IsOwn || Claims.Contains(name);
}
