namespace Shop.PaymentSandbox.Journal;

/// <summary>The journal can't be opened, read or written; the message says what to do.</summary>
internal sealed class JournalException(string message, Exception? cause = null) : Exception(message, cause);
