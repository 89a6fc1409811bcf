using System.Text.Json.Serialization;

namespace Shop.PaymentSandbox.Charges;

/// <summary>Where a charge stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChargeStatus>))]
internal enum ChargeStatus
{
    /// <summary>The amount is held and waits for a capture or a void.</summary>
    [JsonStringEnumMemberName("authorized")]
    Authorized,

    /// <summary>The money was taken; refunds show in the refunded amount.</summary>
    [JsonStringEnumMemberName("captured")]
    Captured,

    /// <summary>The hold was let go; no money was taken.</summary>
    [JsonStringEnumMemberName("voided")]
    Voided,

    /// <summary>The bank refused; no money was taken.</summary>
    [JsonStringEnumMemberName("declined")]
    Declined,
}
