using System.Text.Json.Nodes;

namespace Roost.Security.Tokens;

/// <summary>What a new access token shall say.</summary>
public sealed record AccessTokenRequest
{
    /// <summary>The principal's id: the <c>sub</c>. Not all zeros.</summary>
    public required Guid Subject { get; init; }

    /// <summary>The tenant the principal acts in: the <c>tid</c>; null for none.</summary>
    public Guid? TenantId { get; init; }

    /// <summary>The principal's roles in that tenant.</summary>
    /// <value>None by default.</value>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Further claims by name. The names of <see cref="AccessTokenClaims"/> are taken.</summary>
    /// <value>None by default.</value>
    public IReadOnlyDictionary<string, JsonNode?>? Claims { get; init; }

    /// <summary>How long the token is valid.</summary>
    /// <value>Default: <see cref="TokenOptions.AccessTokenLifetime"/>.</value>
    public TimeSpan? Lifetime { get; init; }
}
