namespace Shop.Payments.Refunds;

/// <summary>Where a refund stands.</summary>
internal enum RefundStatus
{
    /// <summary>The amount is reserved, and the provider has not been heard.</summary>
    Pending,

    /// <summary>The provider has confirmed it.</summary>
    Made,

    /// <summary>The provider has refused it, and the amount is free again.</summary>
    Refused,
}
