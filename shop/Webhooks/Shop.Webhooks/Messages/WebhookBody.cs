using System.Text.Json;

namespace Shop.Webhooks.Messages;

/// <summary>What is posted, as Standard Webhooks recommends it. Written once: each attempt sends the same bytes.</summary>
internal sealed record WebhookBody<TData>(string Type, DateTimeOffset Timestamp, TData Data)
{
    public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}
