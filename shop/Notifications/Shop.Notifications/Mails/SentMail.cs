namespace Shop.Notifications.Mails;

/// <summary>A mail that was sent or is being sent. Neither address nor text is kept: they are somebody's personal data, and not ours to collect.</summary>
internal sealed class SentMail
{
    public required Guid Id { get; init; }

    /// <summary>The caller's name for it.</summary>
    public required Guid OperationId { get; init; }

    public required string Kind { get; init; }

    public required Guid RecipientId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when whoever sends it has it for themselves.</summary>
    public required DateTimeOffset ClaimedUntil { get; init; }

    public DateTimeOffset? SentAt { get; init; }
}
