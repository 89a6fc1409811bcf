using System.Text.Json.Serialization;

namespace Shop.Payments.Charges;

/// <summary>
/// Where a payment stands. <see cref="Declined"/> and <see cref="UnknownMethod"/> are final; <see cref="Captured"/> to <see cref="Refunded"/> change with refunds;
/// <see cref="Failed"/> becomes <see cref="Captured"/> if the provider turns out to have charged after all; and a hold that turns up when it is not wanted any more makes
/// <see cref="Failed"/> and <see cref="Voided"/> <see cref="Voiding"/>.
/// </summary>
internal enum PaymentStatus
{
    /// <summary>The provider was asked, or is about to be, and has not been heard.</summary>
    Pending,

    /// <summary>The amount is held, and waits for a capture or a void.</summary>
    Authorized,

    /// <summary>What is held is being captured, and the provider has not been heard.</summary>
    Capturing,

    /// <summary>The authorisation is being undone, and it is not known yet whether the provider holds anything. Nothing is authorised or captured any more.</summary>
    Voiding,

    /// <summary>The authorisation was undone; nothing is held.</summary>
    Voided,

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
