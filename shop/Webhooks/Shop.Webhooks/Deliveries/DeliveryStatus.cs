namespace Shop.Webhooks.Deliveries;

/// <summary>Where a delivery stands.</summary>
internal enum DeliveryStatus
{
    /// <summary>It has not been tried, or is going to be tried again.</summary>
    Pending,

    /// <summary>The receiver has taken the message.</summary>
    Succeeded,

    /// <summary>It is given up. It can be replayed.</summary>
    Failed,
}
