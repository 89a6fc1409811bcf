using System.Text.Json.Serialization;

namespace Shop.PaymentSandbox.Statements;

/// <summary>What happened to money. What a merchant is owed: charges and captures, less refunds.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MovementType>))]
internal enum MovementType
{
    /// <summary>Taken at once.</summary>
    [JsonStringEnumMemberName("charge")]
    Charge,

    /// <summary>Held: no money moved yet.</summary>
    [JsonStringEnumMemberName("authorization")]
    Authorization,

    /// <summary>Taken out of a hold, whose rest was let go.</summary>
    [JsonStringEnumMemberName("capture")]
    Capture,

    /// <summary>Given back.</summary>
    [JsonStringEnumMemberName("refund")]
    Refund,

    /// <summary>A hold was let go: no money moved.</summary>
    [JsonStringEnumMemberName("void")]
    Void,
}
