namespace Shop.Tests.Webhooks;

/// <summary>A request as a receiver got it.</summary>
internal sealed record ReceivedMessage(IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Id => Headers["webhook-id"];

    public string Timestamp => Headers["webhook-timestamp"];

    public string[] Signatures => Headers["webhook-signature"].Split(' ');
}
