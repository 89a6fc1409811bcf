namespace Shop.PaymentSandbox.Health;

/// <summary>How the sandbox is.</summary>
/// <param name="Status"><c>ok</c>, or <c>failing</c> when the journal can't be written.</param>
/// <param name="Entries">How many entries the journal holds.</param>
/// <param name="Syncs">How many fsyncs were needed for those since the start.</param>
internal sealed record HealthReport(string Status, long Entries, long Syncs);
