using System.Text.Json.Serialization;

namespace Shop.Payments.Provider;

/// <summary>Where a charge stands with the provider.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProviderChargeState>))]
internal enum ProviderChargeState
{
    /// <summary>The amount is held, to be captured or voided.</summary>
    Authorized,

    /// <summary>It was taken, or a part of it; refunds change nothing here.</summary>
    Captured,

    /// <summary>The hold was let go.</summary>
    Voided,

    /// <summary>The bank refused.</summary>
    Declined,
}
