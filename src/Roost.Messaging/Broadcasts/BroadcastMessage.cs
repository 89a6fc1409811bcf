using System.Text.Json;
using System.Text.Json.Serialization;
using Roost.Messaging.Declaration;
using Roost.Operations;

namespace Roost.Messaging.Broadcasts;

/// <summary>A broadcast on its way.</summary>
/// <param name="Sender">The process that sent it, which has heard it already.</param>
/// <param name="Name">The full name of its type.</param>
/// <param name="Tenant">The sender's tenant.</param>
/// <param name="Correlation">The sender's correlation id.</param>
/// <param name="Body">What it says.</param>
internal sealed record BroadcastMessage(
    [property: JsonPropertyName("f")] Guid Sender,
    [property: JsonPropertyName("n")] string Name,
    [property: JsonPropertyName("t")] Guid? Tenant,
    [property: JsonPropertyName("c")] string Correlation,
    [property: JsonPropertyName("b")] JsonElement Body)
{
    // PostgreSQL takes less than 8,000.
    private const int MaxBytes = 7900;

    public static (BroadcastMessage Message, string Text) Create<TBroadcast>(Guid sender, TBroadcast broadcast, CallContext context)
    {
        var message = new BroadcastMessage(sender, typeof(TBroadcast).FullName!, context.Tenant?.Value, context.CorrelationId, JsonSerializer.SerializeToElement(broadcast, JobJson.Options));
        // In ASCII, because the writer escapes everything else.
        var text = JsonSerializer.Serialize(message, BroadcastJson.Default.BroadcastMessage);
        return text.Length <= MaxBytes
            ? (message, text)
            : throw new ArgumentException($"The broadcast {typeof(TBroadcast).Name} is {text.Length:N0} bytes as JSON, and {MaxBytes:N0} is the most. Let it say which, not what.", nameof(broadcast));
    }

    /// <exception cref="JsonException">It is none.</exception>
    public static BroadcastMessage Read(string text) => JsonSerializer.Deserialize(text, BroadcastJson.Default.BroadcastMessage) ?? throw new JsonException("A broadcast is not null.");
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BroadcastMessage))]
internal sealed partial class BroadcastJson : JsonSerializerContext;
