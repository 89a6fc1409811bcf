namespace Shop.Webhooks.Messages;

/// <summary>What a test message says.</summary>
internal sealed record TestData(string Message);
