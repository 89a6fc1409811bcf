using System.Text.Json.Serialization;

namespace Shop.Payments.Charges;

/// <summary>Where a payment stands. All but <see cref="Pending"/> and <see cref="Captured"/> to <see cref="Refunded"/> are final.</summary>
internal enum PaymentStatus
{
    /// <summary>The provider was asked, or is about to be, and has not been heard.</summary>
    Pending,

    /// <summary>The money was taken.</summary>
    Captured,

    /// <summary>The provider refused; no money was taken.</summary>
    Declined,

    /// <summary>It is certain that no money was taken.</summary>
    Failed,

    /// <summary>A part was given back, or is about to be.</summary>
    [JsonStringEnumMemberName("partially_refunded")]
    PartiallyRefunded,

    /// <summary>All of it was given back, or is about to be.</summary>
    Refunded,
}
