namespace Shop.Orders.Orders;

/// <summary>Where an order stands.</summary>
internal enum OrderStatus
{
    /// <summary>Its checkout is under way: it is not known yet whether it can be had and paid.</summary>
    Pending,

    /// <summary>Its stock is sold, and its money held or taken.</summary>
    Confirmed,

    /// <summary>It could not be had or paid; nothing of it is left.</summary>
    Rejected,

    /// <summary>It was cancelled. What there is of money and stock is on its way back.</summary>
    Cancelling,

    /// <summary>It was cancelled; nothing of it is left.</summary>
    Cancelled,
}
