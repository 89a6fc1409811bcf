using System.Text.Json.Serialization;

namespace Shop.Payments.Charges;

/// <summary>
/// Where a payment stands. <see cref="Declined"/> and <see cref="UnknownMethod"/> are final; <see cref="Captured"/> to <see cref="Refunded"/> change with refunds; and
/// <see cref="Failed"/> becomes <see cref="Captured"/> if the provider turns out to have charged after all.
/// </summary>
internal enum PaymentStatus
{
    /// <summary>The provider was asked, or is about to be, and has not been heard.</summary>
    Pending,

    /// <summary>The money was taken.</summary>
    Captured,

    /// <summary>The provider refused; no money was taken.</summary>
    Declined,

    /// <summary>The provider knows of no charge, long after it was last asked for one.</summary>
    Failed,

    /// <summary>The provider knows no such means of payment; no money was taken.</summary>
    [JsonStringEnumMemberName("unknown_method")]
    UnknownMethod,

    /// <summary>A part was given back, or is about to be.</summary>
    [JsonStringEnumMemberName("partially_refunded")]
    PartiallyRefunded,

    /// <summary>All of it was given back, or is about to be.</summary>
    Refunded,
}
