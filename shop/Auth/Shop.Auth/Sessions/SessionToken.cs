namespace Shop.Auth.Sessions;

/// <summary>A refresh token, known by its hash only. It stays after its use, so that a second use is recognised.</summary>
internal sealed class SessionToken
{
    public required byte[] Hash { get; init; }

    public required Guid SessionId { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; init; }
}
