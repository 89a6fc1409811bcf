namespace Shop.Auth.Accounts;

internal sealed class Account
{
    /// <summary>The operation that made it; also the user's and the principal's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>As <see cref="EmailAddress.Normalize"/> gives it.</summary>
    public required string Email { get; init; }

    public required string PasswordHash { get; init; }

    public required string Role { get; init; }

    /// <summary>Wrong passwords since the last right one, from devices that the account does not know.</summary>
    public int FailedAttempts { get; init; }

    public DateTimeOffset? LockedUntil { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
