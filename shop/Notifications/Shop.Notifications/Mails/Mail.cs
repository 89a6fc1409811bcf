namespace Shop.Notifications.Mails;

/// <summary>A mail in plain text.</summary>
/// <param name="OperationId">Names it: a repetition has the same message id, by which mail servers and readers know it again.</param>
/// <param name="From">Who writes.</param>
/// <param name="To">To whom.</param>
/// <param name="Subject">What about, in one line.</param>
/// <param name="Body">The text.</param>
internal sealed record Mail(Guid OperationId, Mailbox From, Mailbox To, string Subject, string Body)
{
    /// <summary>The message's name (RFC 5322 section 3.6.4).</summary>
    public string MessageId => $"<{OperationId:N}@{From.Domain}>";

    /// <summary>When it was first meant to be sent.</summary>
    public DateTimeOffset Date { get; init; }
}
