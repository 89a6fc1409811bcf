namespace Shop.Orders.Contracts;

/// <summary>Asks for an order.</summary>
/// <param name="Id">Its id.</param>
public sealed record FindOrder(Guid Id);
