namespace Shop.PaymentSandbox.Bookkeeping;

/// <summary>An answer with the fingerprint of the call that it was given to.</summary>
internal sealed record RecordedAnswer(string Fingerprint, Answer Answer);
