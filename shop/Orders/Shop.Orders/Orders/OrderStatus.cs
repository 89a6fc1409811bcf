namespace Shop.Orders.Orders;

/// <summary>Where an order stands.</summary>
internal enum OrderStatus
{
    /// <summary>Its checkout is under way, or was cut off: it is not known yet whether it is paid.</summary>
    Pending,

    /// <summary>It is paid, and its stock sold.</summary>
    Confirmed,

    /// <summary>It could not be had or paid; nothing of it is left.</summary>
    Rejected,

    /// <summary>It was cancelled before anybody knew whether it is paid. What there is of money and stock is on its way back.</summary>
    Cancelling,

    /// <summary>It was cancelled; nothing of it is left.</summary>
    Cancelled,
}
