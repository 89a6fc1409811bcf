namespace Shop.Auth.Sessions;

/// <summary>One sign-in and all that comes of it. Its refresh tokens are a family: when one of them turns up twice, all end.</summary>
internal sealed class Session
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The end that no refresh puts off.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }
}
