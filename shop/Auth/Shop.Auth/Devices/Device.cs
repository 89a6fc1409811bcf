namespace Shop.Auth.Devices;

/// <summary>Something that an account has been signed in from, known by the hash of its token only. Its wrong passwords are counted apart.</summary>
internal sealed class Device
{
    public required byte[] Hash { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>Wrong passwords since the last right one.</summary>
    public int FailedAttempts { get; init; }

    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>When the account was last signed in from here.</summary>
    public required DateTimeOffset UsedAt { get; init; }
}
